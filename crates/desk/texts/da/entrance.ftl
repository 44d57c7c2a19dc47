# Indgangen: hvem der arbejder.
entrance-title = Hvem arbejder du som?
entrance-lead = Vælg den bruger, du vil arbejde som; du kan skifte igen når som helst.
entrance-nobody = Der er ikke sat brugere op på denne server, så ingen kan komme ind. Start den med --officers og en fil med brugere.
nowhere-title = Intet at vise her
nowhere-text = Din rolle har ingen adgang til sager, koblinger eller nætter. Rettigheder tildeles uden for dette system.

nav-my-day = Min dag
nav-work = Opgaver
nav-cases = Sager
nav-couplings = Koblinger
nav-municipality-errors = Kommunefejl
nav-find = Find
nav-nights = Nætter
nav-leave = Log ud

role-caseworker = integrationssagsbehandler
role-benefit-caseworker = ydelsessagsbehandler
role-team-coordinator = teamkoordinator
role-municipal-controller = kommunal controller
role-front-desk = borgerservice
role-data-steward = dataafstemmer
role-placement-officer = visitator
role-supervisor = tilsynsførende
role-controller = controller
role-auditor = revisor
role-state-auditors-secretary = Statsrevisorernes sekretariat
role-operator = driftsansvarlig
role-rights-administrator = rettighedsadministrator

task-caseworker = Kontrakter, samtaler, tilbud og afgørelser i kommunens sager
task-benefit-caseworker = Introduktionsydelse og hjælp i særlige tilfælde
task-team-coordinator = Fordeler sagerne og behandler dem
task-municipal-controller = Læser kommunens sager og lister
task-front-desk = Ser, at der er en sag, og hvem der har den
task-data-steward = Kobler udlændingeregistret med CPR
task-placement-officer = Visiterer flygtninge til kommuner
task-supervisor = Ser, om loven holdes i hele landet
task-controller = Ser nætter og tal, ingen personer
task-auditor = Læser alt, ændrer ingen sag, indstiller revisionspunkter
task-state-auditors-secretary = Registrerer, hvad Statsrevisorerne beslutter
task-operator = Holder øje med nætterne
task-rights-administrator = Tildeler rettigheder, ser ingen sager
entrance-made-up = Brugerne er opdigtede.
