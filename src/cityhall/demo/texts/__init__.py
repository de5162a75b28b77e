"""What people of Mehrshahr write: one module a group of kinds, read by ``reader``.

A module's ``TEXT`` holds a chapter for each kind (``== code``) and one for the whole group
(``== group``). A chapter has sections (``# casual``), a section has one text a line:

- ``casual``, ``formal``, ``english``: reports, by the voice of whoever writes;
- ``tail casual``, ``tail formal`` (group): a sentence that may follow any report of the group;
- ``ask``: questions of officers (``? …``), each with answers of reporters (``> …``);
- ``reply``, ``pause``, ``fixed``, ``fixed_en``, ``made_safe``, ``not_possible``, ``not_found``:
  what officers write;
- ``not_ours``: ``body: …``, the code of an outside body before the text;
- ``unsolved``: what reporters write when it is not solved; ``me_too``: what others add.

``[a|b]`` chooses and ``{street}`` is a slot (``words.SLOTS``). Tags before a text say when it fits,
all of them together: ``@cold`` in its season (``words.SEASONS``), ``@missing,broken`` where the report
tells of one of these (``hints``), ``@bin`` for this kind alone, ``@group-waste`` for its group.
"""
