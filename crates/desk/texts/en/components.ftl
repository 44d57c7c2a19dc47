# The parts of pages.
tone-plain = Note
tone-info = Information
tone-success = Done
tone-warning = Warning
tone-error = Error

cpr-hidden = the last four digits are hidden

date-today = today
date-in-days = { $days ->
    [1] tomorrow
   *[other] in { $days } days
}
date-days-over = { $days ->
    [one] { $days } day overdue
   *[other] { $days } days overdue
}

list-said = { $total } · filter: { $filter } · { $sorted }
list-no-filter = none
list-sorted = sorted by { $column }
list-sorted-descending = sorted by { $column }, descending

pages-label = Pages
pages-page = Page { $page }
pages-previous = Previous
pages-next = Next
pages-gap = pages between are not shown

filter-title = Filter
filter-all = All
filter-show = Show
filter-clear = Clear filter

chart-table = Show the figures as a table
chart-target = target { $share }
chart-sum = Total
tile-map-none = no figure
tile-map-municipality = Municipality
tile-map-region = Region
tile-map-class = Class

difference-same = same
difference-near = nearly the same
difference-different = different
difference-contradicting = contradiction
difference-unknown = missing

steps-label = Steps
steps-said = Step { $current } of { $all }
step-done = filled in
step-current = this step
step-ahead = not yet filled in
step-wrong = has an error

form-errors = { $count ->
    [one] Correct the error
   *[other] Correct the { $count } errors
}
form-optional = optional
form-day = dd.mm.yyyy
form-choose = Choose

why-title = Why do we ask?
why-used-for = The answer goes into what the Act asks: { $what }
why-provision = Provision: { $provision }

batch-reload = See how far it is
batch-stop = Stop
batch-pause = Pause
batch-go-on = Go on
batch-paused = It is paused.
