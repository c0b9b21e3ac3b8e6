# Lo que dicen las cartas sobre las rondas.
for-the-attention = A la atención de los puntos focales y las autoridades de publicación de { $state }
invitation-subject = { $round }: invitación a participar
invitation-what = Se invita a { $state } a participar en la ronda «{ $round }».
reminder-subject = { $round }: la ronda está abierta
reminder-what = La ronda «{ $round }» está abierta. Hasta ahora no consta en ella ninguna respuesta de { $state }. Si no se tiene intención de presentarla, no hay que hacer nada.
mandate = La ronda se basa en { $mandate }.
period = Se abre el { $opens }. Su último día es el { $closes }, que termina a medianoche en la zona horaria { $zone }.
opens-only = Se abre el { $opens }.
period-open = Está abierta desde el { $opens }. Su último día es el { $closes }, que termina a medianoche en la zona horaria { $zone }.
open-only = Está abierta desde el { $opens }.
voluntary = La participación es voluntaria, al igual que cada respuesta. Lo que un Estado redacta no lo lee nadie más antes de que el Estado lo presente.
automatic = Esta carta fue enviada por un programa. Usted la recibe como punto focal o autoridad de publicación de { $state }.

# La carta que lleva a una persona el enlace de su invitación.
account-subject = Invitación: { $role }, { $place }
account-what = Se le invita a desempeñar una función en Normtrack, donde los Estados informan, de forma voluntaria, sobre cómo aplican las normas de comportamiento responsable en el uso de las TIC. La función: { $role }, { $place }.
account-how = El enlace que figura más abajo lleva a una página en la que usted elige su nombre y una contraseña. Si esta dirección ya tiene una cuenta, allí se pide su contraseña actual. El enlace funciona una sola vez, hasta el { $until }.
account-whose = El enlace es solo para usted: quien lo tenga puede usarlo. Si no esperaba esta carta, no hay que hacer nada.
account-automatic = Esta carta fue enviada por un programa. Usted la recibe porque alguien que invita a desempeñar esta función dio esta dirección.
secretariat = Secretaría
role-contributor = Colaborador
role-clearer = Validador
role-focal-point = Punto focal
role-publishing-authority = Autoridad de publicación
role-reader = Lector
role-secretariat-officer = Funcionario de la secretaría
role-catalogue-editor = Editor del catálogo
role-analyst = Analista
role-auditor = Auditor
role-administrator = Administrador
role-accredited-reader = Lector acreditado
