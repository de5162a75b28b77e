"""The only code that writes reports: one function an act, with the check that it asks beside it."""

from cityhall.service.actions.assisting import may_assist, me_too_for, start_assisted
from cityhall.service.actions.catalogue import (
    Kind,
    change_service,
    create_group,
    define_service,
    may_define,
)
from cityhall.service.actions.changing import change_kind, may_change_kind
from cityhall.service.actions.claiming import may_take_over, take_over
from cityhall.service.actions.closing import (
    OFFICERS_OUTCOMES,
    Closing,
    close,
    may_close,
    may_merge,
    merge,
)
from cityhall.service.actions.common import HOLD, UNDO_FOR, atomic
from cityhall.service.actions.contact import may_reveal, reveal
from cityhall.service.actions.escalating import escalate, escalate_late
from cityhall.service.actions.field import FINDINGS, Finding, may_send, send_finding
from cityhall.service.actions.figures import refresh_figures
from cityhall.service.actions.filing import (
    Report,
    change_draft,
    file_request,
    may_file,
    preview,
    send_draft,
    start_draft,
)
from cityhall.service.actions.handing_over import (
    body_accepts,
    body_actor,
    body_refuses,
    body_silent,
    hand_over,
    may_answer_for_body,
    may_hand_over,
    say_who_is_silent,
    set_terms,
    take_back,
)
from cityhall.service.actions.handling import (
    acknowledge,
    ask,
    assign,
    claim,
    may_ask,
    may_assign,
    may_change,
    may_claim,
    may_handle,
    may_pause,
    may_resume,
    note,
    pause,
    reply,
    resume,
)
from cityhall.service.actions.importing import begin_import, end_import, take_batch
from cityhall.service.actions.looking import look, still_there
from cityhall.service.actions.once import once
from cityhall.service.actions.outside import forwarded, heard
from cityhall.service.actions.photos import (
    add_evidence,
    add_photo,
    add_sent_photo,
    forget_old_drafts,
    remove_photo,
)
from cityhall.service.actions.routing import (
    Draft as RuleDraft,
)
from cityhall.service.actions.routing import (
    change_rule,
    make_rule,
    may_route,
    reroute,
)
from cityhall.service.actions.splitting import Matter, may_split, split
from cityhall.service.actions.templates import (
    Wording,
    change_template,
    make_template,
    may_word,
)
from cityhall.service.actions.undoing import may_undo, undo
from cityhall.service.actions.views import drop_view, save_view
from cityhall.service.actions.voices import (
    answer,
    confirm_solved,
    may_answer,
    may_join,
    may_judge,
    me_too,
    reopen,
    say,
)

__all__ = [
    "FINDINGS",
    "HOLD",
    "OFFICERS_OUTCOMES",
    "UNDO_FOR",
    "Closing",
    "Finding",
    "Kind",
    "Matter",
    "Report",
    "RuleDraft",
    "Wording",
    "acknowledge",
    "add_evidence",
    "add_photo",
    "add_sent_photo",
    "answer",
    "ask",
    "assign",
    "atomic",
    "begin_import",
    "body_accepts",
    "body_actor",
    "body_refuses",
    "body_silent",
    "change_draft",
    "change_kind",
    "change_rule",
    "change_service",
    "change_template",
    "claim",
    "close",
    "confirm_solved",
    "create_group",
    "define_service",
    "drop_view",
    "end_import",
    "escalate",
    "escalate_late",
    "file_request",
    "forget_old_drafts",
    "forwarded",
    "hand_over",
    "heard",
    "look",
    "make_rule",
    "make_template",
    "may_answer",
    "may_answer_for_body",
    "may_ask",
    "may_assign",
    "may_assist",
    "may_change",
    "may_change_kind",
    "may_claim",
    "may_close",
    "may_define",
    "may_file",
    "may_hand_over",
    "may_handle",
    "may_join",
    "may_judge",
    "may_merge",
    "may_pause",
    "may_resume",
    "may_reveal",
    "may_route",
    "may_send",
    "may_split",
    "may_take_over",
    "may_undo",
    "may_word",
    "me_too",
    "me_too_for",
    "merge",
    "note",
    "once",
    "pause",
    "preview",
    "refresh_figures",
    "remove_photo",
    "reopen",
    "reply",
    "reroute",
    "resume",
    "reveal",
    "save_view",
    "say",
    "say_who_is_silent",
    "send_draft",
    "send_finding",
    "set_terms",
    "split",
    "start_assisted",
    "start_draft",
    "still_there",
    "take_back",
    "take_batch",
    "take_over",
    "undo",
]
