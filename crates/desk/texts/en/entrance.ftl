# The entrance: who works.
entrance-title = Who are you working as?
entrance-lead = Choose the user you want to work as; you can change at any time.
entrance-nobody = No users are set up on this server, so nobody can enter. Start it with --officers and a file of users.
nowhere-title = Nothing to show here
nowhere-text = Your role has no access to cases, couplings or nights. Rights are granted outside this system.

nav-my-day = My day
nav-work = Tasks
nav-cases = Cases
nav-couplings = Couplings
nav-municipality-errors = Municipality errors
nav-find = Find
nav-nights = Nights
nav-leave = Log out

role-caseworker = integration caseworker
role-benefit-caseworker = benefit caseworker
role-team-coordinator = team coordinator
role-municipal-controller = municipal controller
role-front-desk = front desk
role-data-steward = data steward
role-placement-officer = placement officer
role-supervisor = supervisor
role-controller = controller
role-auditor = auditor
role-state-auditors-secretary = the state auditors' secretariat
role-operator = operator
role-rights-administrator = rights administrator

task-caseworker = Contracts, interviews, offers and decisions in the municipality's cases
task-benefit-caseworker = Introduction benefit and help in special cases
task-team-coordinator = Distributes the cases and works on them
task-municipal-controller = Reads the municipality's cases and lists
task-front-desk = Sees that there is a case, and who has it
task-data-steward = Couples the alien register with the civil register
task-placement-officer = Places refugees in municipalities
task-supervisor = Sees whether the Act is kept in the whole country
task-controller = Sees nights and figures, no persons
task-auditor = Reads everything, changes no case, recommends on audit points
task-state-auditors-secretary = Records what the state auditors decide
task-operator = Watches the nights
task-rights-administrator = Grants rights, sees no case
entrance-made-up = The users are made up.
