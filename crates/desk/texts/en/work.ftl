# My day, tasks and cases.
my-day-title = My day, { $date }
my-day-overdue = overdue
my-day-seven-days = due within 7 days
my-day-new = new duties in the last 7 days
my-day-judgements = judgements that wait
my-day-own = my cases only
my-day-all = all cases
my-day-show-own = Show my cases only
my-day-show-all = Show all cases
my-day-list = The most urgent first
my-day-shown = { $open ->
    [one] 1 open duty, sorted by the legal date.
   *[other] { $open } open duties, sorted by the legal date.
}
my-day-see-all = See them all
my-day-empty = No open duties. When the Act gives one, it stands here.
my-day-empty-next = No open duties. The next legal date is { $date }.

work-duties = Duties
work-missing = Facts that are missing
work-judgements = Judgements to be made
work-kinds = Kinds of tasks
work-count-duties = { $count } of { $of } open duties
work-count-missing = { $count } of { $of } missing facts
work-count-judgements = { $count } of { $of } judgements
work-person = Person and case
work-what = What
work-due = Legal date
work-target = Target
work-municipality = Municipality
work-assigned = Caseworker
work-since = Arose
work-nobody = nobody
work-mine = my cases
work-no-date = the Act sets no day
work-choose = Choose
work-method = The duties follow from the Integration Act and the facts of the case on the day shown. The target is 7 days before the legal date, or 14 days after the duty arose where the Act sets no day; the target is the house's own.
work-filter-timing = Date
work-filter-what = What
work-filter-text = Name or case number
work-empty-all = No tasks of this kind. When the Act gives one, it stands here.
work-empty-filter = No tasks with this filter. Clear the filter to see them all.
timing-overdue = overdue
timing-seven-days = due within 7 days
timing-past-target = past the target
timing-new = new in the last 7 days
timing-without-date = without a day in the Act

columns-choose = Choose columns
columns-legend = Columns after the first; the choice is kept, and the file follows it
columns-show = Show the chosen columns
columns-usual = Show the usual ones

saved-title = Saved choices
saved-save = Save this choice
saved-name = Name of the choice
saved-do = Save the choice
saved-forget = Forget

assign-whole-list = All { $count } of the list, on every page
assign-busy = A distribution is running
assign-busy-text = What you chose now is not done. Wait until the distribution has ended, or stop it, and choose again.
assign-nothing = There is no distribution to show. Tick cases in the list, and choose who gets them.
assign-working = Distributing cases: { $done } of { $of }
assign-giving-back = Giving cases back: { $done } of { $of }
assign-rest = { $failed } could not be moved, { $left } were not tried.
assign-moved = somebody else has given it away meanwhile
assign-refused = you may no longer distribute the case
assign-broken = the program failed; the case is where it was
assign-undo-reason = the distribution is taken back
assign-to = Give the chosen cases to
assign-look = See what happens
assign-preview-title = Distribute cases
assign-done-title = The cases are distributed
assign-undone-title = The distribution is taken back
assign-partly-title = Not all cases changed hands
assign-partly-text = What was changed stands in the cases. Below stands which cases were not changed, and why.
assign-would = { $count ->
    [one] 1 case will go to { $name }.
   *[other] { $count } cases will go to { $name }.
}
assign-given = { $count ->
    [one] 1 case has gone to { $name }.
   *[other] { $count } cases have gone to { $name }.
}
assign-had = with
assign-more = { $count ->
    [one] and 1 case more
   *[other] and { $count } cases more
}
assign-excluded = { $count ->
    [one] 1 case stays where it is
   *[other] { $count } cases stay where they are
}
assign-not-found = does not exist, or is not yours
assign-already = is there already
assign-none = No cases are chosen
assign-none-text = Nothing is changed. Go back, tick the cases, and try again.
assign-reason = Why (may be left out)
assign-do = Distribute the cases
assign-cancel = Cancel
assign-back = Back to the list
assign-undo = Give the cases back
assign-done-text = The cases say who had them before. You can give them back below.
assign-undone = { $count ->
    [one] 1 case is given back
   *[other] { $count } cases are given back
}
assign-undone-text = Both the distribution and the return stand in the cases.

cases-title = Cases
cases-list = The cases
cases-method = Only persons with a programme count in the pairs. A follow-up is an interview within the last three months. Persons without a programme are in the list, but in no pair.
cases-pairs = With and without
cases-pair = Pair
cases-with-head = with
cases-without-head = without
cases-share = share without
cases-none = none
cases-person = Person and case
cases-next-due = Next legal date
cases-no-due = none
cases-lacks = Lacks
cases-lacks-nothing = nothing
cases-count = { $count } of { $of } persons
cases-with = with { $what }
cases-without = without { $what }
cases-empty = No cases with this filter. Clear the filter to see them all.
cases-unreadable = { $count ->
    [one] The Act cannot read 1 case; it is in the list, but in no pair.
   *[other] The Act cannot read { $count } cases; they are in the list, but in no pair.
}
pair-contract = contract
pair-goal = goal in the contract
pair-follow-up = follow-up
pair-danish-referral = referral to Danish education
