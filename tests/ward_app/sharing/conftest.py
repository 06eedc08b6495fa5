from __future__ import annotations

import pytest

from tests.factories import Ward
from tests.ward_app.sharing.scene import Scene, make_scene
from ward_app.app import App


@pytest.fixture
def scene(app: App, ward: Ward) -> Scene:
    return make_scene(app, ward)
