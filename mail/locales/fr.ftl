# Ce que disent les lettres au sujet des cycles.
for-the-attention = À l’attention des points focaux et des autorités de publication de l’État suivant : { $state }
invitation-subject = { $round } : invitation à participer
invitation-what = { $state } est invité à participer au cycle « { $round } ».
reminder-subject = { $round } : le cycle est ouvert
reminder-what = Le cycle « { $round } » est ouvert. Aucune réponse de { $state } n’y est enregistrée à ce jour. S’il n’est pas prévu d’en présenter une, il n’y a rien à faire.
mandate = Le cycle repose sur { $mandate }.
period = Il s’ouvre le { $opens }. Son dernier jour est le { $closes } ; il prend fin à minuit dans le fuseau horaire { $zone }.
opens-only = Il s’ouvre le { $opens }.
period-open = Il est ouvert depuis le { $opens }. Son dernier jour est le { $closes } ; il prend fin à minuit dans le fuseau horaire { $zone }.
open-only = Il est ouvert depuis le { $opens }.
voluntary = La participation est volontaire, de même que chaque réponse. Ce qu’un État rédige n’est lu par personne d’autre avant qu’il ne le dépose.
automatic = Cette lettre a été envoyée par un programme. Vous la recevez en tant que point focal ou autorité de publication de l’État suivant : { $state }.

# La lettre qui apporte à une personne le lien de son invitation.
account-subject = Invitation : { $role }, { $place }
account-what = Vous êtes invité(e) à exercer un rôle dans Normtrack, où les États rendent compte, à titre volontaire, de la façon dont ils mettent en œuvre les normes de comportement responsable dans l’utilisation du numérique. Le rôle : { $role }, { $place }.
account-how = Le lien ci-dessous mène à une page où vous choisissez votre nom et un mot de passe. Si cette adresse a déjà un compte, c’est son mot de passe actuel qui y est demandé. Le lien fonctionne une seule fois, jusqu’au { $until }.
account-whose = Le lien n’est destiné qu’à vous : quiconque le détient peut s’en servir. Si vous n’attendiez pas cette lettre, il n’y a rien à faire.
account-automatic = Cette lettre a été envoyée par un programme. Vous la recevez parce qu’une personne qui invite à exercer ce rôle a indiqué cette adresse.
secretariat = Secrétariat
role-contributor = Contributeur
role-clearer = Validateur
role-focal-point = Point focal
role-publishing-authority = Autorité de publication
role-reader = Lecteur
role-secretariat-officer = Fonctionnaire du secrétariat
role-catalogue-editor = Éditeur du catalogue
role-analyst = Analyste
role-auditor = Auditeur
role-administrator = Administrateur
role-accredited-reader = Lecteur accrédité
