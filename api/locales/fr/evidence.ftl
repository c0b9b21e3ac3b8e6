evidence-empty = Le document est vide.
evidence-too_large = Le document dépasse { $limit ->
       [one] { $limit } octet
      *[other] { $limit } octets
    }.
evidence-full = Avec ce document, l’État conserverait plus de { $limit ->
       [one] { $limit } octet
      *[other] { $limit } octets
    } d’éléments justificatifs. Supprimez ceux qui ne sont plus utiles.
evidence-unknown_type = Les documents de ce type ne sont pas conservés. Sont acceptés les fichiers PDF, Office et OpenDocument sans macros, le texte brut et le CSV en UTF-8, PNG, JPEG et WebP.
evidence-extension = Le nom se termine par « { $extension } », mais le document est d’un autre type. Extension attendue : { $found }.
evidence-bomb = Le document, une fois décompressé, dépasse de très loin sa taille. Enregistrez-le de nouveau comme document ordinaire.
evidence-name = Un document doit porter un nom d’au plus 200 caractères, terminé par une extension, sans chemin ni caractère de contrôle.
evidence-link_over = Ce lien a expiré. Demandez-en un nouveau.
evidence-removed = Cet élément justificatif a été supprimé.
evidence-cited = Un élément justificatif que { $count ->
       [one] { $count } réponse ou lien cite encore
      *[other] { $count } réponses ou liens citent encore
    } ne peut pas être supprimé. Retirez-le d’abord de ces réponses ou liens.
