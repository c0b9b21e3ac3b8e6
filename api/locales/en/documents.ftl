document-no_press = PDF documents are not made here at present. The same document is there as a Word file.
document-not_printed = The PDF could not be made now. Try again shortly, or take the same document as a Word file.
