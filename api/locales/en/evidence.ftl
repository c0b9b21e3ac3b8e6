evidence-empty = The document is empty.
evidence-too_large = The document is larger than { $limit ->
       [one] { $limit } byte
      *[other] { $limit } bytes
    }.
evidence-full = With this document the State would keep more than { $limit ->
       [one] { $limit } byte
      *[other] { $limit } bytes
    } of evidence. Remove what is not needed.
evidence-unknown_type = Documents of this type are not kept. Welcome are PDF, Office and OpenDocument files without macros, plain text and CSV in UTF-8, PNG, JPEG and WebP.
evidence-extension = The name ends in “{ $extension }”, but the document is of another type. Name it with: { $found }.
evidence-bomb = The document expands to far more than its size. Save it again as an ordinary document.
evidence-name = A document needs a name of at most 200 characters that ends in an extension and holds neither a path nor control characters.
evidence-link_over = This link has ended. Ask for a new one.
evidence-removed = This evidence was removed.
evidence-cited = Evidence that { $count ->
       [one] { $count } answer or link still names
      *[other] { $count } answers or links still name
    } cannot be removed. Take it out there first.
