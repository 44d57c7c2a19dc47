# Kobling af registrene: køen, et par, afgørelsen.
couplings-title = Koblinger
couplings-parts = Dele af arbejdet
couplings-waiting = Venter
couplings-parked = Lagt til side
couplings-to-approve = Til min godkendelse
couplings-doubted = I tvivl
couplings-decided = Afgjort for nylig
couplings-person = Person i CARL2
couplings-candidate = Mulig person i CPR
couplings-cause = Hvorfor ikke koblet
couplings-municipality = Kommune
couplings-since = Venter siden
couplings-today = efter sidste nat
couplings-demand = Kræver
couplings-demand-nothing = intet særligt
couplings-demand-reason = begrundelse
couplings-demand-approval = anden godkendelse
couplings-count = { $count } af { $of } par
couplings-begin = Begynd gennemgangen
couplings-begin-approving = Begynd godkendelsen
couplings-proposed-by = foreslået af { $by }
couplings-own-proposals = { $count ->
    [one] 1 af dine egne forslag venter på en anden dataafstemmer.
   *[other] { $count } af dine egne forslag venter på en anden dataafstemmer.
}
couplings-method = Køen er de par, som natten hverken turde koble eller forkaste. Det, der kræver mindst, står først. Vægten er den sidste nats: 1 bit fordobler sandsynligheden for, at de to er én person, i forhold til at de er to.
couplings-empty-waiting = Ingen par venter på en afgørelse. Næste nat kan lægge nye i køen.
couplings-empty-parked = Ingen par er lagt til side. Et par, du lægger til side, står her med din begrundelse.
couplings-empty-to-approve = Ingen forslag venter på din godkendelse. Når en anden dataafstemmer foreslår en risikabel kobling, står den her.
couplings-empty-filter = Ingen par med dette filter. Ryd filteret for at se dem alle.
couplings-empty-doubted = Ingen koblinger er i tvivl. Når registrene kommer til at modsige en kobling, står den her.
couplings-empty-decided = Ingen har afgjort noget endnu. De seneste afgørelser står her og kan fortrydes.
couplings-doubted-said = { $count ->
    [one] 1 kobling, som registrene er kommet til at modsige
   *[other] { $count } koblinger, som registrene er kommet til at modsige
}
couplings-decided-said = { $count ->
    [one] 1 afgørelse, den nyeste først
   *[other] { $count } afgørelser, den nyeste først
}
couplings-coupled-with = Koblet med
couplings-rule = Regel
couplings-coupled-since = Koblet siden
couplings-decision = Afgørelse
couplings-by = Hvem
couplings-at = Hvornår
couplings-by-night = natten
couplings-take-back = Fortryd

pair-title = { $name }: én person?
pair-place = { $number } af { $of }
pair-no-place = uden for køen ({ $of } venter)
pair-ways = Gennem køen
pair-compared = De to registre
pair-field = Felt
pair-difference = Forskel
pair-former = tidligere
pair-show-cpr = Vis hele nummeret
pair-show-cpr-logged = Når du viser hele CPR-nummeret, står det i loggen over, hvem der har set personens oplysninger.
pair-nowhere = I ingen af registrene: { $fields }.
pair-withheld = Bopælen vises ikke: en af de mulige personer, eller familie på samme adresse, har beskyttet navn og adresse.
pair-not-compared = De to kan ikke sammenlignes: en af dem er ikke i nogen leverance, eller der er endnu ingen metode i kraft. Det første kan næste leverance rette, det andet den første nat.
pair-weighed = Hvad oplysningerne vejer
pair-found = Fund
pair-weight = Vægt
pair-prior = Udgangspunkt
pair-prior-found = før noget er sammenlignet
pair-weighs-nothing = Vejer intet: { $fields }.
pair-unrivalled = Ingen rival
pair-unrivalled-found = ingen anden kan være ment
pair-probability-unrivalled = Sandsynlighed for én person, hvis ingen anden passede
pair-total = I alt
pair-probability = Sandsynlighed for én person
pair-likeliest = Ligner mest
pair-contradiction = Modstrid
pair-rule = Opfylder reglen
pair-risks = Risici
pair-no-risks = Ingen kendte risici. Koblingen kan bekræftes uden begrundelse.
pair-candidates = Andre muligheder
pair-no-candidates = Hverken personen i CARL2 eller personen i CPR har andre kandidater.
pair-candidate = Sammenlign med
pair-candidate-number = Nummer
pair-candidate-standing = Stilling
pair-decide = Afgørelse
pair-doubted = i tvivl
pair-parked = Lagt til side:
pair-proposed = { $by } foreslår koblingen
pair-proposal-own = Det er dit eget forslag. En anden dataafstemmer skal godkende det; du kan trække det tilbage.
pair-proposal-changed = Et register har leveret en af de to på ny siden forslaget. Du ser noget, som forslagsstilleren ikke så.
pair-undo-coupling = Ophæv koblingen
pair-notes = Noter
pair-no-notes = Ingen noter.
pair-note-write = Skriv en note til parret
pair-note-save = Gem note
pair-note-saved = Noten er gemt
pair-history = Hvad der er sket
pair-conflict-title = Parret er ændret, mens du så på det
conflict-by-another = { $by }: { $what }, { $at }.
conflict-by-yourself = Du selv ({ $by }): { $what }, { $at }.
pair-conflict-kept = Det står ved magt. Din afgørelse er ikke gemt, og intet andet er ændret.
pair-conflict-words = Du skrev:
pair-conflict-next = Gå til det næste par
pair-conflict-again = Se parret igen

decide-confirm = Bekræft kobling
decide-propose = Send til godkendelse
decide-reject = Afvis kobling
decide-park = Læg til side
decide-unpark = Tag frem igen
decide-approve = Godkend kobling
decide-decline = Godkend ikke
decide-withdraw = Træk forslaget tilbage
decide-take-back = Læg i køen igen
decide-why-propose = Koblingen er risikabel. Vælg, hvorfor de to er én person; en anden dataafstemmer skal godkende den.
decide-why-confirm = Vælg, hvorfor de to er én person.
decide-why-confirm-optional = De to er én person. Begrundelse er frivillig.
decide-why-coupled-elsewhere = En af de to er koblet med en anden. Ophæv den kobling først: den står under andre muligheder.
decide-why-reject = De to er ikke én person. Vælg hvorfor.
decide-why-park = Kan ikke afgøres nu. Vælg eller skriv hvorfor.
decide-why-decline = Skriv, hvorfor forslaget ikke godkendes. Parret venter igen.
decide-why-take-back = Skriv, hvorfor afvisningen ikke holder. Parret venter igen.
decide-why-optional = Begrundelse er frivillig.
decide-words = Uddyb (kræves ved »andet«)
decide-words-only = Begrundelse
decide-regretted = fortrudt
ground-papers = pas eller legitimation er set
ground-authority = oplyst af en myndighed
ground-register-error = registret har en fejl
ground-other = andet
decide-error-code = Vælg en grund. Intet er gemt.
decide-error-words = Skriv en begrundelse. Intet er gemt.
decide-error-reason = Parret har risici, så koblingen skal begrundes. Intet er gemt.
decide-error-note = Skriv noten. Intet er gemt.
decide-error-long = Teksten er for lang: skriv højst 2.000 tegn. Intet er gemt.
decide-error-control = Teksten indeholder tegn, der ikke kan gemmes. Skriv den om. Intet er gemt.
decide-error-unknown-person = En af de to er ikke i nogen leverance, så de kan ikke kobles. Intet er gemt.
decide-error-coupled-elsewhere = En af de to er koblet med en anden. Ophæv den kobling først; den står under andre muligheder. Intet er gemt.
decide-error-already-proposed = { $by } har allerede foreslået koblingen. Den venter på godkendelse. Intet er gemt.
decide-error-own-proposal = Du har selv foreslået koblingen, så en anden dataafstemmer skal godkende eller afslå den. Intet er gemt.
decide-error-not-own-proposal = { $by } har foreslået koblingen. Andre kan ikke trække forslaget tilbage, men kan lade være med at godkende det. Intet er gemt.
decide-error-stands-otherwise = Parret står ikke længere sådan, at det kan afgøres på den måde. Intet er gemt. Se siden igen herunder.
decide-error-not-weighed = Parret kan ikke vejes, så det kan ikke lægges i køen. Ophæv i stedet koblingen og afvis parret. Intet er gemt.

told-coupled = { $name } er koblet
told-proposed = { $name } er sendt til godkendelse
told-rejected = { $name }: koblingen er afvist
told-parked = { $name } er lagt til side
told-unparked = { $name } er taget frem igen
told-undone = { $name }: koblingen er ophævet, og parret er afvist
told-taken-back = { $name } er tilbage i køen
told-withdrawn = { $name }: forslaget er trukket tilbage
told-declined = { $name }: forslaget er ikke godkendt
told-undo = Fortryd

undoing-title = Ophæv koblingen af { $name }
undoing-rests = { $count ->
    [0] Intet er kommet til, der hviler på koblingen.
    [one] 1 ting hviler på koblingen og skal ses efter bagefter.
   *[other] { $count } ting hviler på koblingen og skal ses efter bagefter.
}
undoing-cases = Sager, der er arbejdet på siden
undoing-cases-then = Breve er sendt og oplysninger registreret, mens de to gjaldt for én person. Bed den, der har sagen, om at se dem efter.
undoing-facts = Kommet til siden
undoing-nothing-changed = Intet af det ændres. Koblingen, ophævelsen og din begrundelse bliver stående i journalen.
undoing-then = Hvad skal der ske med parret?
undoing-then-queue = Det venter i køen igen
undoing-then-reject = Det afvises: de to er ikke én person
undoing-why = Hvorfor ophæves koblingen?
undoing-do = Ophæv koblingen
undoing-cancel = Fortryd
undoing-error-then = Vælg, hvad der skal ske med parret

keys-title = Genvejstaster
keys-lead = Med tasterne kan køen gennemgås uden mus. De virker kun på et pars side, og aldrig mens du skriver i et felt. En afgørelse, der kræver en grund, træffes ikke af tasten: den fører til grundene.
keys-state = Genvejstasterne er
keys-on = slået til
keys-off = slået fra
keys-does = Hvad
keys-letter = Tast
keys-save = Gem taster
keys-back = Tilbage til koblinger
keys-saved = Tasterne er gemt
keys-change = Slå tasterne fra eller vælg andre
keys-are-off = Genvejstasterne er slået fra.
keys-close = Luk
keys-error-single = Vælg ét tegn
keys-error-twice = Tasten er brugt til noget andet
key-next = Næste par
key-previous = Forrige par
key-confirm = Bekræft eller godkend
key-reject = Afvis eller godkend ikke
key-park = Læg til side, eller tag frem igen
key-undo = Fortryd den sidste afgørelse
key-note = Skriv en note
key-help = Vis tasterne

field-given-names = Fornavne
field-middle-names = Mellemnavne
field-surname = Efternavn
field-birth-date = Fødselsdato
field-sex = Køn
field-citizenship = Statsborgerskab
field-person-id = Person-id
field-cpr-number = CPR-nummer
field-entered-on = Indrejse
field-died-on = Død
field-address = Adresse
field-postcode = Postnummer
field-municipality = Kommune

differs-same = ens
differs-same-as-former = ens med en tidligere oplysning
differs-transliterated = ens, men skrevet med andre bogstaver
differs-romanised = samme navn i en anden romanisering
differs-spelling = { $letters ->
    [one] anden stavemåde: ét bogstav
   *[other] anden stavemåde: { $letters } bogstaver
}
differs-other-order = samme navne i anden rækkefølge
differs-moved-given = navnet står som fornavn
differs-moved-middle = navnet står som mellemnavn
differs-moved-surname = navnet står som efternavn
differs-words-missing = { $words } mangler i { $register }
differs-initial-only = kun forbogstav i { $register }
differs-day-and-month = dag og måned byttet om
differs-one-digit = ét ciffer forskelligt eller ombyttet
differs-known-in-part = kun delvis kendt i { $register }
differs-same-month-only = samme måned, anden dag
differs-same-year-only = kun samme år
differs-days-apart = { $days ->
    [one] én dag fra hinanden
   *[other] { $days } dage fra hinanden
}
differs-missing-on = mangler i { $register }
differs-missing-on-both = mangler i begge registre
differs-different = forskellig
differs-contradicting = modstrid
differs-withheld = vises ikke: beskyttet adresse

risk-sex-differs = forskelligt køn
risk-birth-years-apart = { $years } år mellem fødselsårene
risk-death = død i det ene register før en hændelse i det andet
risk-contradiction = oplysningerne modsiger hinanden
risk-number-of-another = CPR-nummeret i CARL2 er koblet med { $person }
risk-coupled-elsewhere = den ene af de to er koblet med en anden
risk-rival = { $person } og { $number } passer næsten lige så godt eller bedre
risk-protected-address = adressen er beskyttet, for personen eller for familie på samme adresse
risk-twin = en tvilling i samme husstand kan være den rette
risk-sibling = en søskende i samme husstand kan være den rette
risk-parent = en forælder i samme husstand kan være den rette
risk-child = et barn i samme husstand kan være den rette
risk-weak = oplysningerne taler snarere for to personer
risk-not-in-queue = metoden foreslår ikke parret

demand-nothing = ingen særlige krav
demand-reason = kræver begrundelse
demand-second-approval = kræver begrundelse og en anden dataafstemmers godkendelse

code-other-person = en anden person
code-twin-or-sibling = tvilling eller søskende
code-father-or-mother = far eller mor
code-child = søn eller datter
code-wrong-number-typed = forkert nummer tastet
code-dead = død
code-insufficient = utilstrækkelige oplysninger
code-duplicate-in-carl2 = dobbelt i CARL2
code-duplicate-in-cpr = to CPR-numre
code-other = andet

cause-not-entered = ikke indrejst
cause-died-before = død før tildeling af nummer
cause-number-requested = administrativt CPR-nummer er bestilt
cause-person-id-missing = kommunen har ikke tastet person-id
cause-person-id-wrong = kommunen har tastet et forkert person-id
cause-several-candidates = flere i CPR passer lige godt
cause-contradiction = modstrid, som ingen tastefejl forklarer
cause-number-unknown = CARL2's CPR-nummer findes ikke i leverancerne
cause-rejected = afvist af en dataafstemmer
cause-no-candidate = ingen i CPR ligner
cause-row-set-aside = personens række er ulæselig eller aldrig kommet

standing-coupled = koblet
standing-proposed = sendt til godkendelse
standing-waiting = venter
standing-parked = lagt til side
standing-rejected = afvist

decided-coupled = bekræftet
decided-proposed = sendt til godkendelse
decided-rejected = afvist
decided-parked = lagt til side
decided-unparked = taget frem igen
decided-undone = ophævet
decided-taken-back = lagt i køen igen
decided-withdrawn = forslag trukket tilbage
decided-declined = forslag ikke godkendt

happened-coupled = koblet
happened-queued = lagt i køen
happened-dequeued = taget ud af køen
happened-doubted = koblingen kom i tvivl
happened-doubt-lifted = tvivlen blev løftet
happened-rejected = koblingen afvist
happened-rejection-withdrawn = afvisningen taget tilbage
happened-parked = lagt til side
happened-unparked = taget frem igen
happened-noted = note
happened-proposed = sendt til godkendelse
happened-proposal-withdrawn = forslaget trukket tilbage
happened-proposal-declined = forslaget ikke godkendt
happened-undone = koblingen ophævet
happened-cpr-delivered = CPR leverede personen på ny
happened-carl2-delivered = CARL2 leverede personen på ny
happened-number-requested = administrativt CPR-nummer bestilt
happened-number-answered = svar om administrativt CPR-nummer
happened-municipality-error = kommunefejl fundet eller lukket
happened-case-fact = oplysning registreret i sagen
happened-letter-issued = brev sendt
happened-other = noget andet ({ $kind })

detections-title = Fund i registrene
detections-lead = Hver nat ser efter det i registrene, der ikke kan passe: to personer under ét nummer, én person under flere, numre, der er trukket tilbage og stadig bruges. Intet af det er der handlet på.
detections-method = Fundene er dem, den sidste nat gjorde i registrene, som de var da.
detections-night = Natten { $night }
detections-no-night = Ingen nat er kørt endnu.
detections-none = Den sidste nat fandt intet.
detections-what = Fund
detections-count = Antal
detections-do = Hvad der skal gøres
detections-whom = Hvem fundene handler om
detections-all = Vis alle slags fund
detections-not-kept = Listen over hvem kommer med den næste nat: denne nat har kun gemt antallet.
detections-none-of-it = Ingen fund af den slags.
detections-about = Hvem eller hvad
detections-where = Hvor
detections-others = Hører til
detections-in-carl2 = CARL2
detections-in-cpr = CPR
detections-in-coupling = en kobling
found-number-of-several-persons = Flere personer i CARL2 har samme CPR-nummer
found-person-id-of-several-persons = Flere personer i CARL2 har samme person-id
found-person-id-of-several-numbers = Samme person-id er tastet for flere CPR-numre
found-former-number-of-several = Ét nedlagt CPR-nummer fører til flere personer
found-person-under-two-ids = To person-id'er ligner én person
found-several-numbers-fit = Flere i CPR passer sikkert på én i CARL2
found-several-persons-fit = Flere i CARL2 passer sikkert på én i CPR
found-changed-number = Et ændret CPR-nummer bruges stadig
found-annulled-number = Et annulleret CPR-nummer bruges stadig
found-double-number = Et slettet dobbeltnummer bruges stadig
found-contradicts-birth-date = CPR-nummer og fødselsdato modsiger hinanden
found-contradicts-sex = CPR-nummer og køn modsiger hinanden
found-do-carl2 = Ret i CARL2
found-do-municipality = Kommunen retter; står også under kommunefejl
found-do-cpr = Spørg CPR-kontoret
found-do-pair = Afgør parrene i køen
found-do-either = Find ud af, hvilken af de to oplysninger der er forkert
