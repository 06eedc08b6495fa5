"""Every table there is: import this to know the whole schema."""

from ward_app.access import model as access
from ward_app.copies import model as copies
from ward_app.handovers import model as handovers
from ward_app.logs import model as logs
from ward_app.notes import model as notes
from ward_app.patients import model as patients
from ward_app.settings import model as settings
from ward_app.sharing import model as sharing
from ward_app.social import model as social
from ward_app.stays import model as stays
from ward_app.store import audit
from ward_app.store.base import Entity
from ward_app.tasks import model as tasks
from ward_app.wards import model as wards

__all__ = [
    "access", "audit", "copies", "handovers", "logs", "notes", "patients", "settings", "sharing", "social",
    "stays", "tasks", "wards",
]  # fmt: skip

METADATA = Entity.metadata
