"""What cannot be simulated, in English and Persian."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "stream_version": (
        "matters: {value} is not known; this simulator reads version 1",
        "matters: {value} شناخته نیست؛ این شبیه‌ساز نسخهٔ ۱ را می‌خواند",
    ),
    "stream_no_matter": (
        "'{charter}' has no matter for '{kind}'; name one of its matters under 'as': {known}",
        "«{charter}» پرونده‌ای برای «{kind}» ندارد؛ زیر as یکی از این‌ها را بیاورید: {known}",
    ),
    "stream_many": (
        "{count} matters in one run, at most {most}; lower the rates or the days",
        "{count} پرونده در هر بار شبیه‌سازی، حداکثر {most}؛ نرخ‌ها یا روزها را کم کنید",
    ),
    "stream_seats": (
        "{count} seats in one charter, at most {most} can be simulated",
        "{count} صندلی در یک منشور؛ حداکثر {most} صندلی شبیه‌سازی می‌شود",
    ),
    "stream_field": (
        "{matter} needs the field '{field}'",
        "{matter} فیلد «{field}» را می‌خواهد",
    ),
    "stream_value": (
        "{field} takes {wanted}",
        "{field} این را می‌پذیرد: {wanted}",
    ),
    "stream_about": (
        "{matter} is about the charter or a decision and cannot come in a stream",
        "{matter} دربارهٔ منشور یا یک تصمیم است و در جریان پرونده‌ها نمی‌آید",
    ),
    "stream_nobody": (
        "in this charter nobody who holds a seat may file {matter}",
        "در این منشور هیچ صندلی‌داری نمی‌تواند {matter} را مطرح کند",
    ),
    "stream_no_case": (
        "no case of {matter} covers {point}",
        "هیچ حالتی از {matter} این را در بر نمی‌گیرد: {point}",
    ),
}
