# Nætterne og deres rapport.
nights-title = Nætter
nights-night = Nat
nights-coupled = Koblede personer
nights-made = Nye koblinger
nights-queued = I kø
nights-share = Ukoblede tilladelser
nights-alarms = Alarmer
nights-count = { $count ->
    [one] { $count } nat
   *[other] { $count } nætter
}
nights-alarm-count = { $count ->
    [one] { $count } alarm
   *[other] { $count } alarmer
}
nights-alarms-of = { $alarms } fra natten { $night }
nights-no-alarms = Ingen alarmer
nights-in-order = Den seneste nat er kørt til ende, og alt, der blev læst, er gjort rede for.
nights-overdue = Natten { $night } skulle være kørt og er det ikke
nights-overdue-text = Intet er gemt af den. Se programmets log, og kør den.
nights-refused = Natten { $night } blev afvist, og intet er gemt
nights-unfinished = Natten { $night } er begyndt, men ikke afsluttet
nights-unfinished-text = Det, den nåede, er gemt. Kør den igen: den fortsætter, hvor den slap.
nights-next = Næste nat begynder { $date } kl. { $time } (dansk tid).
nights-not-run-here = Dette program kører ingen nætter af sig selv.
nights-none = Der er endnu ikke kørt nogen nat
nights-none-text = En nat læser leverancerne og kobler registrene. Den kører til sit klokkeslæt, eller med »ankomst night«.
nights-journal = Journal: { $name }
nights-method = Hver række er en afsluttet nat; tallene er dem, natten selv skrev i journalen.

figure-last-year = ukoblede tilladelser, flygtninge og familiesammenførte, seneste 12 måneder
figure-2013 = af tilladelser fra 2013 (3 % i undersøgelsen fra 2014)
figure-1997 = af tilladelser fra 1997–2010 (ca. 10 % i undersøgelsen fra 2011)
figure-queued = par venter på en medarbejder
figure-coupled = af { $persons } personer i CARL2 er koblet, { $made } i nat
report-account = Regnskab
report-by-rule = Koblinger efter regel
report-uncoupled = Ukoblede tilladelser
report-trend = Udvikling
report-errors = Fejl, som kommunerne skal rette
report-numbers = Administrative CPR-numre
report-drift = Registrene og modellen
report-detections = Fund i registrene
report-set-aside = Sat til side som ulæseligt
report-deliveries = Leverancer
report-warnings = Advarsler
report-by-cause = Efter årsag
report-account-text = Læst = koblet + i kø + afvist + uændret. Hver post er talt præcis ét sted.
report-drift-text = Under 0,10 er som ventet; fra 0,25 skal nogen se på det.
report-nothing = Intet.
report-yes = ja
report-no = nej
column-records = Poster
column-read = Læst
column-coupled = Koblet
column-queued = I kø
column-without-counterpart = Afvist, uden modpart
column-unreadable = Afvist, ulæselig
column-unchanged = Uændret
column-holds = Går op
column-rule = Regel
column-couplings = Koblinger
column-tonight = I nat
column-precision = Målt præcision
column-measured-on = Målt på
column-permits = Tilladelser
column-uncoupled = Ukoblede
column-share = Andel
column-cause = Årsag
column-error = Fejl
column-open = Åbne
column-municipality = Kommune
column-field = Felt
column-deviation = Afvigelse
column-missing = Mangler i par
column-finding = Fund
column-count = Antal
column-file = Fil
column-place = Sted
column-reason = Grund
column-source = Kilde
column-produced = Dannet
column-previous = Forrige
column-year = År
column-night = Nat
column-all-permits = Alle tilladelser
column-last-year = Seneste 12 måneder, flygtninge og familie
column-group = Gruppe
column-ground = Udlændingelovens
report-by-group = Efter gruppe
report-by-ground = Efter opholdsgrundlag
report-by-municipality = Efter kommune, flest ukoblede først
report-year-chart = Andel ukoblede tilladelser efter tilladelsesår
report-trend-chart = Andel ukoblede tilladelser, nat for nat
report-title = Natten { $night }
report-in-order = Alt, der blev læst, er gjort rede for.
report-derived = Rapporten er afledt af journalen og kan dannes igen af den.
report-method = Koblingens regler og mål er dem, der var i kraft den nat; hver regels præcision er målt som vist.
report-year-says = { $year }: { $share } af { $permits } tilladelser
report-not-measured = ikke målt
report-table = Tabel

trend-first = { $now } af tilladelserne er ukoblede. Det er den første nat, så der er intet at sammenligne med.
trend-same = { $now } af tilladelserne er ukoblede, som natten { $night }.
trend-rose = Andelen er steget til { $now } fra { $before } natten { $night }.
trend-fell = Andelen er faldet til { $now } fra { $before } natten { $night }.
