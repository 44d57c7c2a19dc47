# Min dag, opgaver og sager.
my-day-title = Min dag, { $date }
my-day-overdue = overskredne frister
my-day-seven-days = forfalder inden 7 dage
my-day-new = nye pligter de sidste 7 dage
my-day-judgements = skøn, der venter
my-day-own = kun mine sager
my-day-all = alle sager
my-day-show-own = Vis kun mine sager
my-day-show-all = Vis alle sager
my-day-list = Det vigtigste først
my-day-shown = { $open ->
    [one] 1 åben pligt, sorteret efter lovens frist.
   *[other] { $open } åbne pligter, sorteret efter lovens frist.
}
my-day-see-all = Se dem alle
my-day-empty = Ingen åbne pligter. Når loven giver en ny, står den her.
my-day-empty-next = Ingen åbne pligter. Næste frist er { $date }.

work-duties = Pligter
work-missing = Oplysninger, der mangler
work-judgements = Skøn, der skal foretages
work-kinds = Arter af opgaver
work-count-duties = { $count } af { $of } åbne pligter
work-count-missing = { $count } af { $of } manglende oplysninger
work-count-judgements = { $count } af { $of } skøn
work-person = Person og sag
work-what = Hvad
work-due = Lovens frist
work-target = Mål
work-municipality = Kommune
work-assigned = Sagsbehandler
work-since = Opstået
work-nobody = ingen
work-mine = mine sager
work-no-date = loven sætter ingen dag
work-choose = Vælg
work-method = Pligterne følger af integrationsloven og sagens oplysninger på siden dannet den dag, der er vist. Målet er 7 dage før lovens frist, eller 14 dage efter pligten opstod, hvor loven ikke sætter en dag; målet er husets eget.
work-filter-timing = Frist
work-filter-what = Hvad
work-filter-text = Navn eller sagsnummer
work-empty-all = Ingen opgaver af denne art. Når loven giver en, står den her.
work-empty-filter = Ingen opgaver med dette filter. Ryd filteret for at se dem alle.
timing-overdue = overskredet
timing-seven-days = forfalder inden 7 dage
timing-past-target = målet er passeret
timing-new = nye de sidste 7 dage
timing-without-date = uden dag i loven

columns-choose = Vælg kolonner
columns-legend = Kolonner efter den første; valget gemmes, og filen følger det
columns-show = Vis de valgte kolonner
columns-usual = Vis de sædvanlige

saved-title = Gemte valg
saved-save = Gem dette valg
saved-name = Navn på valget
saved-do = Gem valget
saved-forget = Glem

assign-whole-list = Alle { $count } på listen, på alle sider
assign-busy = En fordeling er i gang
assign-busy-text = Det, du valgte nu, er ikke gjort. Vent, til fordelingen er færdig, eller stop den, og vælg igen.
assign-nothing = Der er ingen fordeling at vise. Sæt kryds ved sager på listen, og vælg, hvem der skal have dem.
assign-working = Fordeler sager: { $done } af { $of }
assign-giving-back = Giver sager tilbage: { $done } af { $of }
assign-rest = { $failed } kunne ikke flyttes, { $left } blev ikke forsøgt.
assign-moved = en anden har givet den videre imens
assign-refused = du må ikke længere fordele sagen
assign-broken = der skete en fejl i programmet; sagen er, hvor den var
assign-undo-reason = fordelingen er fortrudt
assign-to = Giv de valgte sager til
assign-look = Se, hvad der sker
assign-preview-title = Fordel sager
assign-done-title = Sagerne er fordelt
assign-undone-title = Fordelingen er fortrudt
assign-partly-title = Ikke alle sagerne skiftede hænder
assign-partly-text = Det, der blev ændret, står i sagerne. Herunder står, hvilke sager der ikke blev ændret, og hvorfor.
assign-would = { $count ->
    [one] 1 sag vil gå til { $name }.
   *[other] { $count } sager vil gå til { $name }.
}
assign-given = { $count ->
    [one] 1 sag er gået til { $name }.
   *[other] { $count } sager er gået til { $name }.
}
assign-had = hos
assign-more = { $count ->
    [one] og 1 sag mere
   *[other] og { $count } sager mere
}
assign-excluded = { $count ->
    [one] 1 sag bliver, hvor den er
   *[other] { $count } sager bliver, hvor de er
}
assign-not-found = findes ikke, eller er ikke jeres
assign-already = er der allerede
assign-none = Der er ikke valgt nogen sager
assign-none-text = Intet er ændret. Gå tilbage, sæt kryds ved sagerne, og prøv igen.
assign-reason = Hvorfor (kan udelades)
assign-do = Fordel sagerne
assign-cancel = Fortryd
assign-back = Tilbage til listen
assign-undo = Giv sagerne tilbage
assign-done-text = Det står i sagerne, hvem der havde dem før. Du kan give dem tilbage herunder.
assign-undone = { $count ->
    [one] 1 sag er givet tilbage
   *[other] { $count } sager er givet tilbage
}
assign-undone-text = Både fordelingen og tilbagegivelsen står i sagerne.

cases-title = Sager
cases-list = Sagerne
cases-method = Kun personer med et program tæller med i parrene. Opfølgning er en samtale inden for de seneste tre måneder. Personer uden program står i listen, men i intet par.
cases-pairs = Med og uden
cases-pair = Par
cases-with-head = med
cases-without-head = uden
cases-share = andel uden
cases-none = ingen
cases-person = Person og sag
cases-next-due = Næste frist
cases-no-due = ingen frist
cases-lacks = Mangler
cases-lacks-nothing = intet
cases-count = { $count } af { $of } personer
cases-with = med { $what }
cases-without = uden { $what }
cases-empty = Ingen sager med dette filter. Ryd filteret for at se dem alle.
cases-unreadable = { $count ->
    [one] 1 sag kan loven ikke læse; den står i listen, men i intet par.
   *[other] { $count } sager kan loven ikke læse; de står i listen, men i intet par.
}
pair-contract = kontrakt
pair-goal = mål i kontrakten
pair-follow-up = opfølgning
pair-danish-referral = henvisning til danskuddannelse
