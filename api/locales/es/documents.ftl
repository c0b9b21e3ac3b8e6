document-no_press = Por el momento no se elaboran aquí documentos PDF. El mismo documento existe como archivo de Word.
document-not_printed = No se pudo elaborar el PDF. Inténtelo de nuevo en breve o tome el mismo documento como archivo de Word.
