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

# Lettres sur les examens et les propositions : ce qui s’est passé et où le lire. Aucun mot d’aucun texte.
review-invited-subject = { $state } : invitation à un examen
review-invited-what = { $state } invite { $reviewer } à examiner des réponses choisies de ce qu’il a déposé dans le cycle « { $round } ».
review-invited-until = Jusqu’au { $until }, l’invitation peut être acceptée et un texte remis.
review-invited-voluntary = L’accepter est volontaire. Ce qui est écrit reste entre les deux parties jusqu’à ce que toutes deux conviennent de publier les deux textes.
review-invited-account = Le lien ouvre un compte pour cette adresse, puis mène à l’invitation. Gardez-le pour vous : quiconque le possède peut ouvrir le compte.
review-declined-subject = { $state } : une invitation à un examen a été déclinée
review-declined-what = { $reviewer } a décliné l’invitation à examiner des réponses choisies de ce que { $state } a déposé dans le cycle « { $round } ». Aucune réponse n’a été ouverte.
review-nothing = Il n’y a rien à faire.
review-delivered-subject = { $state } : un examen a été remis
review-delivered-what = { $reviewer } a remis un texte sur des réponses choisies de ce que { $state } a déposé dans le cycle « { $round } ».
review-delivered-until = { $state } a le droit de réponse jusqu’au { $until }. Les deux textes sont publiés ensemble, et seulement si les deux parties en conviennent.
review-published-subject = { $state } : un examen et la réponse à celui-ci sont publiés
review-published-what = Le texte de { $reviewer } sur des réponses choisies de ce que { $state } a déposé dans le cycle « { $round } », et la réponse de { $state }, sont publiés, comme les deux parties en sont convenues.
automatic-unit = Cette lettre a été envoyée par un programme. Vous la recevez parce que vous lisez pour { $organisation }.
automatic-person = Cette lettre a été envoyée par un programme. Vous la recevez parce que { $state } a indiqué cette adresse comme celle de la personne qui examine.
proposal-joined-subject = Un État a apposé son nom à une proposition de { $state }
proposal-joined-what = Un autre État a apposé son nom à une proposition portée par { $state }. Lequel, et à quelle version, figure sur la page de la proposition.
proposal-commented-subject = Un État a commenté une proposition de { $state }
proposal-commented-what = Un autre État a commenté une proposition portée par { $state }. Ce qu’il dit figure sur la page de la proposition.
proposal-once = Il n’y a rien à faire. Ce qui arrive encore à cette proposition le même jour n’amène pas d’autre lettre.
