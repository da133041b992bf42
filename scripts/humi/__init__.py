"""护密 (humi): one text on trade-secret protection, compiled to a site, leaflets, decks and forms.

The rooms, in the order a text passes through them; imports run only downwards in this list:

    cli        the command ``humi``: words in, words out
    build      the road as a table of contents
    publish    the manifest and the swap into ``site/``
    verify     every output opened again and held against what was written
    render     one module per output; they know nothing of each other
    plan       which files will be made, from which template and which records
    check      rules that need more than one field: citations, links, privacy, dates
    load       files -> records, every fault with its line
    records    the nouns; they know nothing of files or outputs
"""

__version__ = "0.1.0"
