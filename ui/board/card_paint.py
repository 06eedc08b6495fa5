"""A card, drawn. What does not change is drawn once and kept as a picture."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap

from ui.board import texts
from ui.board.card_layout import PAD, TAG_GAP, CardPlan, Fonts, Line, plan, rule_height
from ui.board.card_text import CUT, broken
from ui.board.marks import PURPOSES
from ui.kit import icons
from ui.kit.look import CARD_RADIUS, SPACE_S, colour
from ui.kit.tags import paint_tag, tag_font, tag_size
from ward_app.stays.board_rows import BoardCard, BoardPlace
from ward_app.words import brief

BAR = 4
_KEPT = 80
_LARGE_LINE = 23
_VCENTRE = Qt.AlignmentFlag.AlignVCenter
_LEFT = _VCENTRE | Qt.AlignmentFlag.AlignLeft


class CardPictures:
    """Pictures by what is on them, so that a card that says something new is drawn anew."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], QPixmap] = OrderedDict()

    def forget(self) -> None:
        """Colours or letters are others now."""
        self._kept.clear()

    def picture(
        self,
        place: BoardPlace,
        size: QSize,
        font: QFont,
        now: datetime,
        *,
        changed: bool,
        discreet: bool,
        ratio: float,
    ) -> QPixmap:
        said = texts.next_text(place.card, now) if place.card else ""
        key = (place, said, size.width(), size.height(), font.key(), changed, discreet, ratio)
        if key not in self._kept:
            self._kept[key] = _drawn(place, size, font, now, changed=changed, discreet=discreet, ratio=ratio)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]


def paint_focus(painter: QPainter, rect: QRect, *, has_focus: bool) -> None:
    """Around the chosen card, on top of its picture."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour("focus" if has_focus else "border_strong"), 2))
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), CARD_RADIUS, CARD_RADIUS)


def _drawn(
    place: BoardPlace, size: QSize, font: QFont, now: datetime, *, changed: bool, discreet: bool, ratio: float
) -> QPixmap:
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    card = _Card(painter, QRect(QPoint(0, 0), size), Fonts.of(font))
    if place.card is None:
        card.empty(place)
    else:
        card.patient(place, place.card, now, discreet=discreet)
    if changed:
        card.bar()
    painter.end()
    return picture


class _Card:
    """One drawing of one card, from top to bottom."""

    def __init__(self, painter: QPainter, rect: QRect, fonts: Fonts) -> None:
        self._painter = painter
        self._rect = rect
        self._inner = rect.adjusted(PAD, PAD, -PAD, -PAD)
        self._fonts = fonts
        self._y = self._inner.top()

    def patient(self, place: BoardPlace, card: BoardCard, now: datetime, *, discreet: bool) -> None:
        made = plan(place, card, self._rect.size(), self._fonts, now)
        self._frame("surface")
        if card.deceased:
            self._hatch()
        self._head(place.label, "" if discreet else brief(card.purpose), PURPOSES[card.purpose])
        for line in made.name:
            self._text(line, self._fonts.name, made.gap)
        self._text(made.facts, self._fonts.text, made.gap, "muted")
        for line in made.reason:
            self._text(line, self._fonts.text, made.gap)
        self._tags(made)
        self._foot(made)

    def empty(self, place: BoardPlace) -> None:
        """A bed without a patient: drawn in its place, and why nobody lies in it."""
        self._frame("bg")
        self._head(place.label, "", "respite", ink="muted")
        width = self._inner.width()
        said = texts.empty_note(place)
        note = broken(said, self._fonts.text, width, 3) if said else ()
        line = QFontMetrics(self._fonts.text).height()
        height = icons.LARGE + SPACE_S + line * (1 + len(note))
        centre = self._rect.center()
        top = max(self._y, centre.y() - height // 2)
        picture = icons.pixmap(texts.empty_icon(place.state), "muted", icons.LARGE, self._ratio)
        self._painter.drawPixmap(QPoint(centre.x() - icons.LARGE // 2, top), picture)
        top += icons.LARGE + SPACE_S
        for text, font in (
            (texts.empty_text(place.state), self._fonts.bold),
            *((text, self._fonts.text) for text in note),
        ):
            self._painter.setFont(font)
            self._painter.setPen(colour("muted"))
            room = QRect(self._inner.left(), top, width, line)
            self._painter.drawText(room, Qt.AlignmentFlag.AlignCenter, _cut(text, font, width))
            top += line

    def bar(self) -> None:
        """The sign of a card that has just changed."""
        path = QPainterPath()
        path.addRoundedRect(QRectF(self._rect).adjusted(0.5, 0.5, -0.5, -0.5), CARD_RADIUS, CARD_RADIUS)
        self._painter.setClipPath(path)
        self._painter.fillRect(0, 0, BAR, self._rect.height(), colour("accent"))

    @property
    def _ratio(self) -> float:
        return self._painter.device().devicePixelRatioF()

    def _frame(self, ground: str) -> None:
        self._painter.setPen(QPen(colour("border"), 1))
        self._painter.setBrush(colour(ground))
        self._painter.drawRoundedRect(
            QRectF(self._rect).adjusted(0.5, 0.5, -0.5, -0.5), CARD_RADIUS, CARD_RADIUS
        )

    def _hatch(self) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QBrush(colour("border"), Qt.BrushStyle.BDiagPattern))
        self._painter.drawRoundedRect(QRectF(self._rect).adjusted(1, 1, -1, -1), CARD_RADIUS, CARD_RADIUS)

    def _head(self, label: str, tag: str, kind: str, ink: str = "text") -> None:
        """The bed at the left, the type of stay at the right."""
        height = QFontMetrics(self._fonts.head).height()
        width = self._inner.width()
        if tag:
            self._painter.setFont(self._fonts.text)
            size = tag_size(self._fonts.text, tag)
            width -= size.width() + SPACE_S
            left = self._inner.right() + 1 - size.width()
            paint_tag(self._painter, left, self._y + (height - size.height()) / 2, tag, kind)
        self._painter.setFont(self._fonts.head)
        self._painter.setPen(colour(ink))
        room = QRect(self._inner.left(), self._y, max(width, 1), height)
        self._painter.drawText(room, _LEFT, _cut(label, self._fonts.head, width))
        self._y += height

    def _text(self, text: str, font: QFont, gap: int, ink: str = "text") -> None:
        height = QFontMetrics(font).height()
        self._painter.setFont(font)
        self._painter.setPen(colour(ink))
        self._painter.drawText(
            QRect(self._inner.left(), self._y + gap, self._inner.width(), height), _LEFT, text
        )
        self._y += height + gap

    def _tags(self, made: CardPlan) -> None:
        width = self._inner.width()
        self._y += made.gap
        for row in made.tags:
            left = self._inner.left()
            self._y += TAG_GAP
            for mark in row:
                self._painter.setFont(self._fonts.text)
                icon = mark.icon or None
                text = texts.short(mark.text)
                if tag_size(self._fonts.text, text, icon).width() > width:
                    spare = width - tag_size(self._fonts.text, "", icon).width()
                    text = _cut(text, tag_font(self._fonts.text), spare)
                left += paint_tag(self._painter, left, self._y, text, mark.kind, icon) + TAG_GAP
            self._y += tag_size(self._fonts.text, "X", "flag").height()

    def _foot(self, made: CardPlan) -> None:
        """Pinned to the lower edge, so that the same thing stands in the same place on every card."""
        line = QFontMetrics(self._fonts.text).height()
        top = self._inner.bottom() + 1 - len(made.foot) * (line + made.gap)
        rule = max(self._y, top - rule_height(made.gap) // 2 - 1)
        self._painter.setPen(colour("border"))
        self._painter.drawLine(self._inner.left(), rule, self._inner.right(), rule)
        side = min(icons.SMALL if line < _LARGE_LINE else icons.MEDIUM, line + made.gap - 1)
        start = self._inner.left() + side + 6
        for each in made.foot:
            room = QRect(start, top + made.gap, self._inner.right() - start, line)
            if each.icon:
                picture = icons.pixmap(each.icon, each.ink, side, self._ratio)
                self._painter.drawPixmap(
                    QPoint(self._inner.left(), room.center().y() - side // 2 + 1), picture
                )
            self._foot_text(each, room)
            top += line + made.gap

    def _foot_text(self, each: Line, room: QRect) -> None:
        font = self._fonts.bold if each.is_bold else self._fonts.text
        fits = QFontMetrics(font).horizontalAdvance(texts.short(each.text)) <= room.width()
        self._painter.setFont(font)
        self._painter.setPen(colour(each.ink))
        said = each.text if fits or not each.brief else each.brief
        self._painter.drawText(room, _LEFT, _cut(said, font, room.width()))


def _cut(text: str, font: QFont, width: int) -> str:
    return QFontMetrics(font).elidedText(texts.short(text), CUT, width)
