# Ce que disent les lettres au sujet des cycles.
for-the-attention = À l’attention des points de contact et des autorités de publication de l’État suivant : { $state }
invitation-subject = { $round } : invitation à participer
invitation-what = { $state } est invité à participer au cycle « { $round } ».
reminder-subject = { $round } : le cycle est ouvert
reminder-what = Le cycle « { $round } » est ouvert. Aucune réponse de { $state } n’y est enregistrée à ce jour. S’il n’est pas prévu d’en présenter une, il n’y a rien à faire.
mandate = Le cycle repose sur { $mandate }.
period = Il s’ouvre le { $opens }. Son dernier jour est le { $closes } ; il prend fin à minuit dans le fuseau horaire { $zone }.
opens-only = Il s’ouvre le { $opens }.
voluntary = La participation est volontaire, de même que chaque réponse. Ce qu’un État rédige n’est lu par personne d’autre avant qu’il ne le dépose.
automatic = Cette lettre a été envoyée par un programme. Vous la recevez en tant que point de contact ou autorité de publication de l’État suivant : { $state }.
