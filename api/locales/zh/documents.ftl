document-no_press = 此处目前不生成 PDF 文件。同一文件可取 Word 格式。
document-not_printed = 现在无法生成 PDF。请稍后再试，或取同一文件的 Word 格式。
