# Lo que dicen las cartas sobre las rondas.
for-the-attention = A la atención de los puntos de contacto y las autoridades de publicación de { $state }
invitation-subject = { $round }: invitación a participar
invitation-what = Se invita a { $state } a participar en la ronda «{ $round }».
reminder-subject = { $round }: la ronda está abierta
reminder-what = La ronda «{ $round }» está abierta. Hasta ahora no consta en ella ninguna respuesta de { $state }. Si no se tiene intención de presentarla, no hay que hacer nada.
mandate = La ronda se basa en { $mandate }.
period = Se abre el { $opens }. Su último día es el { $closes }, que termina a medianoche en la zona horaria { $zone }.
opens-only = Se abre el { $opens }.
voluntary = La participación es voluntaria, al igual que cada respuesta. Lo que un Estado redacta no lo lee nadie más antes de que el Estado lo presente.
automatic = Esta carta fue enviada por un programa. Usted la recibe como punto de contacto o autoridad de publicación de { $state }.
