# Tilsyn: om loven holdes, over alle sager.
nav-oversight = Tilsyn
oversight-title = Overholdelse af loven
oversight-pages = Sider i tilsynet
oversight-provisions = Bestemmelser
oversight-pairs = Med og uden
oversight-audit = Revisionens spørgsmål
oversight-idle = Ventetid
oversight-entry = Sen indtastning
oversight-from = Fra (åååå-mm-dd)
oversight-to = Til (åååå-mm-dd)
oversight-ground = Opholdsgrundlag
oversight-bearer = Hvis pligt
oversight-period = { $from } til { $to }
oversight-no-municipality = ingen kommune
oversight-hidden-note = Din rolle ser tal og ingen personer: hvert antal er afrundet til nærmeste 5, andele er af de afrundede tal, og ingen tal åbner til sager.
oversight-duty = Pligt
oversight-share-in-time = Andel til tiden
oversight-others = Øvrige
oversight-month = Måned
oversight-total = I alt
oversight-duties = { $count ->
    [one] 1 pligt i loven
   *[other] { $count } pligter i loven
}
oversight-conclusion = { $period }: { $due } pligter forfaldt; { $share } blev opfyldt til tiden, { $late } for sent, og { $missing } mangler.
oversight-none-due = { $period }: ingen pligter forfaldt.
oversight-empty = Ingen pligter i perioden med dette filter. Vælg en anden periode, eller ryd filteret.
oversight-without = { $count ->
    [one] 1 af lovens pligter havde ingen i perioden; den står ikke i tabellen.
   *[other] { $count } af lovens pligter havde ingen i perioden; de står ikke i tabellen.
}
oversight-by-month = Andel til tiden, måned for måned
oversight-development = Udviklingen
oversight-months-conclusion = Lavest { $least } i { $in }, højest { $most } i { $at }.
oversight-by-ground = Efter opholdsgrundlag
oversight-by-municipality = Efter kommune
oversight-by-kind = Efter oplysningens art
oversight-kind = Art
oversight-xlsx = Hent som Excel
oversight-how = Sådan er tallene gjort op
oversight-method = Opgjort pr. { $on } efter alt, der var registreret til og med oplysning nr. { $known } i journalen. Enheden er én pligt for én person; hver tælles netop én gang. En pligt hører til den dag, loven sætter som frist, og, hvor loven ikke sætter en, den dag pligten opstod; perioden er { $period }. Forfaldne er de opfyldte til tiden, de opfyldte for sent og de manglende; andelen til tiden er af dem. En pligt, der faldt bort efter fristen uden at være opfyldt, mangler; en, der faldt bort før, er bortfaldet. Uafgjort er en pligt, hvis opståen venter på en oplysning eller et skøn. Kommunen er den ansvarlige den dag, pligten opstod. Øvrige er pligter, der endnu ikke er forfaldne, og pligter uden dag i loven.
oversight-definitions = En pligt for én person tælles én gang. Forfaldne = til tiden + for sent + mangler. Andelen til tiden er af de forfaldne.
oversight-left-out = Talt og ikke talt med
oversight-excluded = { $cases } sager er set igennem; { $unreadable } kan loven ikke læse, og intet fra dem er talt med; { $outside } pligter ligger uden for filteret.
oversight-moved-away = { $count } af pligterne er fra sager, der nu er en anden kommunes; de tælles her og kan ikke åbnes herfra.
oversight-elsewhere = { $count } pligter i kommunens sager opstod under en anden kommune og er ikke kommunens tal.
oversight-few = Hvor færre end 20 er forfaldne, står det ved andelen: den flytter sig meget ved et tilfælde.
oversight-small-numbers = Afrunding
oversight-small-numbers-text = Hvert antal er afrundet til nærmeste 5, så ingen enkeltperson kan regnes ud af summer og filtre; summer og andele er af de afrundede tal.
oversight-cases-count = { $count } af { $of }
oversight-cases-method = Listen er de samme pligter, som tallet tæller; se siden Overholdelse af loven. Dage er dage over fristen, dage i vente eller dage til indtastning.
oversight-cases-empty = Ingen sager bag dette tal.
oversight-ended = Opfyldt eller bortfaldet
oversight-days = Dage
oversight-outcome = Udfald
oversight-all-duties = Alle pligter
oversight-all-facts = Alle oplysninger
oversight-without-goal = Kontrakter uden mål for beskæftigelse eller uddannelse
oversight-waited = Sager, der har ventet: { $cause }
oversight-entered-late = { $kind } indtastet mere end { $days } dage efter
oversight-audit-lead = Rigsrevisionen måtte i 2015 tage en stikprøve. Her er de samme spørgsmål besvaret over alle sager, som det står nu.
oversight-audit-said = { $count } spørgsmål · filter: { $filter } · opgjort { $on }
oversight-audit-method = Spørgsmål om pligter er opgjort som på siden Bestemmelser. Kontrakter er dem, der gælder nu. Koblinger er hele landets efter den seneste nat og følger ikke filteret.
oversight-question = Spørgsmål
oversight-definition = Hvad der tælles
oversight-now = Nu
oversight-then = Fundet dengang
oversight-source = Kilde
oversight-of = af { $of }
oversight-not-known = intet tal kendt
oversight-no-couplings = Koblingerne er ikke vist: ingen nat har kørt, eller din rolle læser dem ikke.
oversight-couplings-of = Koblingerne er fra natten { $night }.
oversight-said = Filter: { $filter } · opgjort { $on }
oversight-causes = Dage efter årsag
oversight-cause = Årsag
oversight-share-of-days = Andel af dagene
oversight-days-a-case = Dage pr. sag
oversight-nobody-late = ingen var for sent på den
oversight-cases = Sager
oversight-elapsed = Dage i alt
oversight-share-waited = Andel i vente
cause-municipality = Kommunen
cause-other-authority = Anden myndighed
cause-decision = Høring eller klage
cause-person = Udlændingen
oversight-idle-conclusion = { $cases } sager har løbet { $elapsed } dage; i { $waited } af dem ({ $share }) ventede sagen på nogen.
oversight-idle-none = Ingen sager er begyndt.
oversight-idle-without = { $count ->
    [one] 1 sag er ikke begyndt eller kan ikke læses og har ingen dage.
   *[other] { $count } sager er ikke begyndt eller kan ikke læses og har ingen dage.
}
oversight-idle-method = En sag løber fra den dag, dens første pligt opstod, til i dag eller til introduktionsperioden slutter. En dag er ventetid, når nogen skulle have gjort noget en tidligere dag og ikke har, eller når en partshøring eller klage kører. Hver dag har én årsag, den første, der passer: kommunens pligt er overskredet; en anden myndigheds; høring eller klage; udlændingens. Derfor er ventedagene aldrig flere end de dage, der er gået.
oversight-entry-conclusion = { $facts } oplysninger: halvdelen er indtastet inden { $median } dage, ni af ti inden { $p90 }; { $share } kom mere end 7 dage efter.
oversight-entry-none = Ingen oplysninger at måle på.
oversight-entry-excluded = Ikke talt med som forsinkelse: { $ahead } oplysninger indtastet før deres dag, og { $without }, hvis dag ikke kendes på dagen.
oversight-entry-method = Forsinkelsen er dagene fra den dag, noget skete, til den dag, det blev registreret: den dag, oplysningen selv siger, eller den dag, journalen fik den. Oplysninger, der er trukket tilbage, tæller ikke. Median og 90 %-grænse er den mindste forsinkelse, som så stor en andel ikke overskrider.
oversight-facts = Oplysninger
oversight-median = Median, dage
oversight-p90 = Ni af ti, dage
oversight-longest = Længst, dage
oversight-over-7 = Over 7 dage
oversight-over-30 = Over 30 dage
oversight-in-programme = I program
outcome-due = Forfaldne
outcome-in-time = til tiden
outcome-late = For sent
outcome-missing = Mangler
outcome-excused = Bortfaldet
outcome-undecidable = Uafgjort
outcome-not-yet-due = Ikke forfaldet endnu
outcome-done-without-date = Opfyldt, uden dag i loven
outcome-open-without-date = Åben, uden dag i loven
stay-refugee = Flygtning
stay-family = Familiesammenføring
stay-other = Andet grundlag
stay-unknown = Ingen opholdstilladelse i sagen
bearer-municipality = Kommunens
bearer-state = Statens og andres
bearer-person = Udlændingens
share-of-nothing = intet at tage en andel af
share-of-few-due = under 20 forfaldne
share-of-few-cases = under 20 sager
share-of-few-facts = under 20 oplysninger
share-of-few-persons = under 20 personer
share-of-few-contracts = under 20 kontrakter
share-of-few-permits = under 20 opholdstilladelser
samples-title = Stikprøver
samples-count = { $count ->
    [one] 1 stikprøve · sorteret efter dag, faldende
   *[other] { $count } stikprøver · sorteret efter dag, faldende
}
samples-empty = Ingen stikprøver endnu. Træk den første herunder.
samples-name = Formål
samples-drawn = Trukket
samples-how = Hvordan
samples-judged = Bedømt
samples-differing = Venter på en tredje
samples-draw = Træk en stikprøve
samples-method = Stikprøven trækkes af de sager, du ser i dag, i sagsnumrenes orden, med talrækken ChaCha20 fra det frø, du skriver. Samme sager, metode, størrelse og frø giver samme stikprøve. To bedømmer hver sag uden at se hinandens svar; er de uenige, afgør en tredje.
samples-size = Antal sager
samples-size-hint = 1 til 1.000
samples-seed = Frø
samples-seed-hint = Et helt tal, for eksempel dagens dato. Det står i stikprøven, så den kan trækkes igen.
samples-strata = Del sagerne op efter
samples-allocation = Fordeling
samples-allocation-hint = Uden opdeling: simpel tilfældig. Med opdeling: forholdsmæssig eller lige mange.
allocation-simple = simpel tilfældig
allocation-proportional = forholdsmæssig
allocation-equal = lige mange af hver
strata-none = ingen opdeling
strata-municipality = kommune
strata-ground = opholdsgrundlag
samples-drawn-how = { $size } af { $population } sager; { $allocation }, opdelt efter: { $strata }; ChaCha20 med frø { $seed }; kendt til og med oplysning nr. { $known }.
samples-unreadable = { $count ->
    [0] Ingen sag var udelukket fra lodtrækningen.
    [one] 1 sag var ikke med i lodtrækningen: loven kan ikke læses over den.
   *[other] { $count } sager var ikke med i lodtrækningen: loven kan ikke læses over dem.
}
samples-unreadable-unknown = Hvor mange sager der ikke kunne trækkes, blev ikke talt, da stikprøven blev trukket.
samples-done-of = { $done } af { $of } sager bedømt færdig
samples-wrong-value = kan ikke bruges { $detail }
samples-no-cases = ingen sager at trække af med de valg
samples-judged-already = Du har bedømt sagen. Intet er gemt igen.
samples-judged-by-two = To andre har bedømt sagen. Intet er gemt.
samples-not-the-third = Du er en af de to, der har bedømt sagen; en tredje skal afgøre den. Intet er gemt.
samples-nothing-to-settle = Der er intet at afgøre i sagen. Intet er gemt.
samples-cases = Sagerne
samples-case = Sag
samples-stratum = Gruppe
samples-for-you = For dig
samples-stage = Hvor langt
samples-to-judge = kan bedømmes
samples-to-settle = kan afgøres
samples-unseen = { $count ->
    [one] 1 sag ser du ikke nu; den er flyttet siden.
   *[other] { $count } sager ser du ikke nu; de er flyttet siden.
}
samples-results = Hvad stikprøven viser
samples-in-whole = Andel holdt i alle sager
samples-agree = De to bedømmere
samples-estimate = { $share } (95 %: { $low } til { $high })
samples-no-estimate = intet interval: mindst 1 færdigbedømt sag skal kunne besvare spørgsmålet
samples-no-estimate-yet = { $count ->
    [one] intet interval endnu: hver gruppe skal have mindst 2 færdigbedømte sager, og 1 gruppe har færre
   *[other] intet interval endnu: hver gruppe skal have mindst 2 færdigbedømte sager, og { $count } grupper har færre
}
samples-agreement = { $same } ens af { $pairs }; kappa { $kappa }
samples-no-kappa = kan ikke regnes ud
samples-estimate-how = Andelen er af de sager, hvor spørgsmålet kan bedømmes. Intervallet er Wilsons for en simpel stikprøve og det kombinerede kvotientestimat (Cochran 1977) for en opdelt, hvor grupperne vejer efter de sager, spørgsmålet opstår i. Kappa er Cohens: enighed ud over det tilfældige.
stage-open = ikke bedømt
stage-once = bedømt af én
stage-differs = to er uenige
stage-done = færdig
samples-case-title = Sag { $case } i stikprøven
samples-open-case = Åbn sagen
samples-judge = Gem bedømmelsen
samples-settle = Afgør
samples-note = Bemærkning
samples-reason = Begrundelse
samples-own = Dit svar
samples-settled-by = Afgjort af { $by }
samples-found = Svarene
samples-program = Hvad systemet finder
samples-hint-judge = Svar på hvert spørgsmål ud fra sagen. Ingen ser dit svar, før to har svaret.
samples-hint-settle = Afgør de spørgsmål, hvor de to er uenige.
samples-hint-wait = Dit svar er gemt. Det vises for andre, når endnu en har svaret.
samples-hint-third = De to er uenige. En tredje skal afgøre det.
samples-hint-done = Bedømmelsen er færdig.
finding-met = Holdt
finding-not-met = Ikke holdt
finding-not-applicable = Ikke relevant
finding-cannot-tell = Kan ikke ses
oversight-map-said = { $count } kommuner har mindst 20 forfaldne pligter. Lavest { $least } i { $in }, højest { $most } i { $at }. { $few } kommuner har færre; deres andel vises, men sammenlignes ikke.
oversight-map-all-few = Ingen kommune har mindst 20 forfaldne pligter, så ingen sammenlignes. { $few } har færre.
oversight-map-few = under 20 forfaldne, ikke sammenlignet
oversight-map-class = fra { $from }
oversight-left-out-few = { $count ->
    [one] 1 linje hviler på så få, at den er udeladt.
   *[other] { $count } linjer hviler på så få, at de er udeladt.
}
oversight-no-day = »{ $typed }« er ikke en dato, der findes. Skriv den som 2026-03-31. Tallene er for { $period }.
oversight-before-from = { $typed } ligger før Fra. Tallene er for { $period }.
oversight-bars = Udfald, pligt for pligt
oversight-bars-said = Størst andel mangler: { $duty }, { $share } ({ $missing } af { $due } forfaldne).
oversight-bars-none = Ingen pligt med mindst 20 forfaldne mangler.
oversight-pairs-conclusion = { $count } personer er i program. Flest, { $without } ({ $share }), er uden { $what }.
oversight-pairs-goal = To tal om mål er ikke det samme tal: Med og uden tæller personer i program uden mål, også dem, der slet ingen kontrakt har; Revisionens spørgsmål tæller kontrakter, der ikke har et mål for beskæftigelse eller uddannelse.
samples-too-few = { $count ->
    [one] 1 af { $of } grupper får for få sager til et interval. Intet er trukket endnu.
   *[other] { $count } af { $of } grupper får for få sager til et interval. Intet er trukket endnu.
}
samples-too-few-text = Hver gruppe skal have mindst 2 sager, eller alle, hvor der er færre. Vælg mindst { $least } sager, eller del sagerne op i færre grupper.
samples-group = { $drawn } af { $population } sager
samples-groups-more = og { $count } grupper til
samples-draw-all-the-same = Træk alligevel
