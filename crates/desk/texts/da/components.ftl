# Sidernes dele.
tone-plain = Bemærk
tone-info = Information
tone-success = Udført
tone-warning = Advarsel
tone-error = Fejl

cpr-hidden = de sidste fire cifre er skjult

date-today = i dag
date-in-days = { $days ->
    [1] i morgen
   *[other] om { $days } dage
}
date-days-over = { $days ->
    [one] { $days } dag over
   *[other] { $days } dage over
}

list-said = { $total } · filter: { $filter } · { $sorted }
list-no-filter = intet
list-sorted = sorteret efter { $column }
list-sorted-descending = sorteret efter { $column }, faldende

pages-label = Sider
pages-page = Side { $page }
pages-previous = Forrige
pages-next = Næste
pages-gap = sider imellem er ikke vist

filter-title = Filter
filter-all = Alle
filter-show = Vis
filter-clear = Ryd filter

chart-table = Vis tallene som tabel
chart-target = mål { $share }
chart-sum = I alt
tile-map-none = ingen tal
tile-map-municipality = Kommune
tile-map-region = Region
tile-map-class = Klasse

difference-same = ens
difference-near = næsten ens
difference-different = forskellig
difference-contradicting = modstrid
difference-unknown = mangler

steps-label = Trin
steps-said = Trin { $current } af { $all }
step-done = udfyldt
step-current = dette trin
step-ahead = endnu ikke udfyldt
step-wrong = har en fejl

form-errors = { $count ->
    [one] Ret fejlen
   *[other] Ret de { $count } fejl
}
form-optional = frivilligt
form-day = dd.mm.åååå
form-choose = Vælg

why-title = Hvorfor spørger vi?
why-used-for = Svaret bruges til lovens spørgsmål: { $what }
why-provision = Hjemmel: { $provision }

batch-reload = Se, hvor langt det er
batch-stop = Stop
batch-pause = Hold pause
batch-go-on = Fortsæt
batch-paused = Der er holdt pause.
