"""One reader per input format: files in, plain rows or Arrow tables out.

``sniffing`` tells the format, ``containers`` unpack; ``press_text`` (and ``plain_press``, its short
way for many plain files), ``web`` and ``nexis`` give rows; ``tables``, ``json_records`` and
``excel`` give tables. All decode, clean and date alike: ``decoding``, ``cleaning``, ``dates``. What
they may say stands in ``findings``.
"""
