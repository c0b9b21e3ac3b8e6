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

# Cartas sobre exámenes y propuestas: lo que ha ocurrido y dónde se lee. Ninguna palabra de ningún texto.
review-invited-subject = { $state }: invitación a un examen
review-invited-what = { $state } invita a { $reviewer } a examinar respuestas elegidas de lo que presentó en la ronda «{ $round }».
review-invited-until = Hasta el { $until } se puede aceptar la invitación y entregar un texto.
review-invited-voluntary = Aceptarla es voluntario. Lo que se escribe queda entre las dos partes hasta que ambas convengan en publicar los dos textos.
review-invited-account = El enlace abre una cuenta para esta dirección y después lleva a la invitación. Guárdelo para sí: quien lo tenga puede abrir la cuenta.
review-declined-subject = { $state }: se ha declinado una invitación a un examen
review-declined-what = { $reviewer } ha declinado la invitación a examinar respuestas elegidas de lo que { $state } presentó en la ronda «{ $round }». No se ha abierto ninguna respuesta.
review-nothing = No hay que hacer nada.
review-delivered-subject = { $state }: se ha entregado un examen
review-delivered-what = { $reviewer } ha entregado un texto sobre respuestas elegidas de lo que { $state } presentó en la ronda «{ $round }».
review-delivered-until = { $state } tiene derecho de réplica hasta el { $until }. Los dos textos se publican juntos, y solo si ambas partes convienen en ello.
review-published-subject = { $state }: se han publicado un examen y la respuesta a él
review-published-what = El texto de { $reviewer } sobre respuestas elegidas de lo que { $state } presentó en la ronda «{ $round }», y la respuesta de { $state }, se han publicado, como convinieron ambas partes.
automatic-unit = Esta carta fue enviada por un programa. Usted la recibe porque lee por { $organisation }.
automatic-person = Esta carta fue enviada por un programa. Usted la recibe porque { $state } indicó esta dirección como la de la persona que examina.
proposal-joined-subject = Un Estado ha puesto su nombre en una propuesta de { $state }
proposal-joined-what = Otro Estado ha puesto su nombre en una propuesta que lidera { $state }. Cuál, y en qué versión, consta en la página de la propuesta.
proposal-commented-subject = Un Estado ha formulado observaciones sobre una propuesta de { $state }
proposal-commented-what = Otro Estado ha formulado observaciones sobre una propuesta que lidera { $state }. Lo que dice consta en la página de la propuesta.
proposal-once = No hay que hacer nada. Lo que ocurra además con esta propuesta el mismo día no trae otra carta.
