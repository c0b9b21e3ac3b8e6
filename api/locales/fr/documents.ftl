document-no_press = Les documents PDF ne sont pas produits ici pour le moment. Le même document existe au format Word.
document-not_printed = Le PDF n’a pas pu être produit. Réessayez sous peu, ou prenez le même document au format Word.
