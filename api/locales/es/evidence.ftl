evidence-empty = El documento está vacío.
evidence-too_large = El documento supera { $limit ->
       [one] { $limit } byte
      *[other] { $limit } bytes
    }.
evidence-full = Con este documento, el Estado conservaría más de { $limit ->
       [one] { $limit } byte
      *[other] { $limit } bytes
    } de documentos justificativos. Elimine los que no necesite.
evidence-unknown_type = No se conservan documentos de este tipo. Se aceptan archivos PDF, Office y OpenDocument sin macros, texto sin formato y CSV en UTF-8, PNG, JPEG y WebP.
evidence-extension = El nombre termina en «{ $extension }», pero el documento es de otro tipo. Extensión esperada: { $found }.
evidence-bomb = El documento, una vez descomprimido, supera con creces su tamaño. Guárdelo de nuevo como documento corriente.
evidence-name = El documento necesita un nombre de 200 caracteres como máximo, terminado en una extensión, sin ruta ni caracteres de control.
evidence-link_over = Este enlace ha caducado. Solicite uno nuevo.
evidence-removed = Este documento justificativo fue eliminado.
evidence-cited = No se puede eliminar un documento justificativo que { $count ->
       [one] { $count } respuesta o enlace todavía cita
      *[other] { $count } respuestas o enlaces todavía citan
    }. Retírelo primero de allí.
