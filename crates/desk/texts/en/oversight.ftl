# Oversight: whether the Act is kept, over every case.
nav-oversight = Oversight
oversight-title = How the Act is kept
oversight-pages = Pages of oversight
oversight-provisions = Provisions
oversight-pairs = With and without
oversight-audit = The audit's questions
oversight-idle = Idle time
oversight-entry = Late entry
oversight-from = From (yyyy-mm-dd)
oversight-to = To (yyyy-mm-dd)
oversight-ground = Ground of stay
oversight-bearer = Whose duty
oversight-period = { $from } to { $to }
oversight-no-municipality = no municipality
oversight-hidden-note = Your role sees numbers and no persons: every count is rounded to the nearest 5, shares are of the rounded counts, and no number opens to cases.
oversight-duty = Duty
oversight-share-in-time = Share in time
oversight-others = Others
oversight-month = Month
oversight-total = All
oversight-duties = { $count ->
    [one] 1 duty of the Act
   *[other] { $count } duties of the Act
}
oversight-conclusion = { $period }: { $due } duties fell due; { $share } were done in time, { $late } late, and { $missing } are missing.
oversight-none-due = { $period }: no duties fell due.
oversight-empty = No duties in the period with this filter. Choose another period, or clear the filter.
oversight-without = { $count ->
    [one] 1 duty of the Act was nobody's in the period; it is not in the table.
   *[other] { $count } duties of the Act were nobody's in the period; they are not in the table.
}
oversight-by-month = Share in time, month by month
oversight-development = The development
oversight-months-conclusion = Lowest { $least } in { $in }, highest { $most } in { $at }.
oversight-by-ground = By ground of stay
oversight-by-municipality = By municipality
oversight-by-kind = By kind of fact
oversight-kind = Kind
oversight-xlsx = Fetch as Excel
oversight-how = How the figures came about
oversight-method = As of { $on }, by everything recorded up to fact no. { $known } of the journal. The unit is one duty of one person; each is counted exactly once. A duty belongs to the day that the Act sets as its last and, where the Act sets none, to the day it arose; the period is { $period }. Due are those done in time, those done late and the missing; the share in time is of them. A duty that fell away after its last day without being done is missing; one that fell away before is excused. Undecidable is a duty whose arising waits for a fact or a judgement. The municipality is the one in charge on the day the duty arose. Others are duties not yet due, and duties without a day in the Act.
oversight-definitions = One duty of one person is counted once. Due = in time + late + missing. The share in time is of those due.
oversight-left-out = Counted and not counted
oversight-excluded = { $cases } cases were looked through; { $unreadable } the Act cannot read, and nothing of them is counted; { $outside } duties lie outside the filter.
oversight-moved-away = { $count } of the duties are in cases that are now another municipality's; they are counted here and do not open from here.
oversight-elsewhere = { $count } duties in the municipality's cases arose under another municipality and are not this municipality's figures.
oversight-few = Where fewer than 20 are due, it stands beside the share: a single one moves it much.
oversight-small-numbers = Rounding
oversight-small-numbers-text = Every count is rounded to the nearest 5, so that no single person can be worked out from sums and filters; sums and shares are of the rounded counts.
oversight-cases-count = { $count } of { $of }
oversight-cases-method = The list holds the same duties that the figure counts; see the page How the Act is kept. Days are days late, days waited, or days until recorded.
oversight-cases-empty = No cases behind this figure.
oversight-ended = Done or fallen away
oversight-days = Days
oversight-outcome = Outcome
oversight-all-duties = All duties
oversight-all-facts = All facts
oversight-without-goal = Contracts without a goal of employment or education
oversight-waited = Cases that waited: { $cause }
oversight-entered-late = { $kind } recorded more than { $days } days later
oversight-audit-lead = In 2015 the auditors had to take a sample. Here the same questions are answered over every case, as things stand now.
oversight-audit-said = { $count } questions · filter: { $filter } · as of { $on }
oversight-audit-method = Questions about duties are counted as on the page Provisions. Contracts are those in force now. Couplings are the whole country's after the last night and do not follow the filter.
oversight-question = Question
oversight-definition = What is counted
oversight-now = Now
oversight-then = Found then
oversight-source = Source
oversight-of = of { $of }
oversight-not-known = no figure known
oversight-no-couplings = The couplings are not shown: no night has run, or your role does not read them.
oversight-couplings-of = The couplings are those of the night { $night }.
oversight-said = Filter: { $filter } · as of { $on }
oversight-causes = Days by cause
oversight-cause = Cause
oversight-share-of-days = Share of the days
oversight-days-a-case = Days a case
oversight-nobody-late = nobody was late
oversight-cases = Cases
oversight-elapsed = Days in all
oversight-share-waited = Share waited
cause-municipality = The municipality
cause-other-authority = Another authority
cause-decision = Hearing or complaint
cause-person = The foreigner
oversight-idle-conclusion = { $cases } cases ran { $elapsed } days; on { $waited } of them ({ $share }) the case waited for somebody.
oversight-idle-none = No case has begun.
oversight-idle-without = { $count ->
    [one] 1 case has not begun or cannot be read and has no days.
   *[other] { $count } cases have not begun or cannot be read and have no days.
}
oversight-idle-method = A case runs from the day its first duty arose until today or until the introduction period ends. A day is idle where somebody should have done something on an earlier day and has not, or where a hearing or a complaint runs. Each day has one cause, the first that fits: the municipality's duty is overdue; another authority's; a hearing or complaint; the foreigner's. So idle days are never more than the days that passed.
oversight-entry-conclusion = { $facts } facts: half were recorded within { $median } days, nine of ten within { $p90 }; { $share } came more than 7 days later.
oversight-entry-none = No facts to measure.
oversight-entry-excluded = Not counted as delay: { $ahead } facts recorded before their day, and { $without } whose day is not known to the day.
oversight-entry-method = The delay is the days from the day something happened to the day it was recorded: the day that the fact itself says, or the day the journal got it. Facts that were withdrawn do not count. Median and nine-of-ten are the smallest delay that so large a share does not exceed.
oversight-facts = Facts
oversight-median = Median, days
oversight-p90 = Nine of ten, days
oversight-longest = Longest, days
oversight-over-7 = Over 7 days
oversight-over-30 = Over 30 days
oversight-in-programme = In programme
outcome-due = Due
outcome-in-time = in time
outcome-late = Late
outcome-missing = Missing
outcome-excused = Excused
outcome-undecidable = Undecidable
outcome-not-yet-due = Not yet due
outcome-done-without-date = Done, no day in the Act
outcome-open-without-date = Open, no day in the Act
stay-refugee = Refugee
stay-family = Family reunification
stay-other = Another ground
stay-unknown = No permit in the case
bearer-municipality = The municipality's
bearer-state = The state's and others'
bearer-person = The foreigner's
share-of-nothing = nothing to take a share of
share-of-few-due = fewer than 20 due
share-of-few-cases = fewer than 20 cases
share-of-few-facts = fewer than 20 facts
share-of-few-persons = fewer than 20 persons
share-of-few-contracts = fewer than 20 contracts
share-of-few-permits = fewer than 20 permits
samples-title = Samples
samples-count = { $count ->
    [one] 1 sample · sorted by day, descending
   *[other] { $count } samples · sorted by day, descending
}
samples-empty = No samples yet. Draw the first one below.
samples-name = Purpose
samples-drawn = Drawn
samples-how = How
samples-judged = Judged
samples-differing = Wait for a third
samples-draw = Draw a sample
samples-method = The sample is drawn from the cases that you see today, in the order of their numbers, with the ChaCha20 stream from the seed that you write. The same cases, method, size and seed give the same sample. Two judge each case without seeing each other's answers; where they differ, a third settles it.
samples-size = Number of cases
samples-size-hint = 1 to 1,000
samples-seed = Seed
samples-seed-hint = A whole number, such as today's date. It stands in the sample, so that it can be drawn again.
samples-strata = Divide the cases by
samples-allocation = Allocation
samples-allocation-hint = Without division: simple random. With division: proportional or equal.
allocation-simple = simple random
allocation-proportional = proportional
allocation-equal = as many of each
strata-none = no division
strata-municipality = municipality
strata-ground = ground of stay
samples-drawn-how = { $size } of { $population } cases; { $allocation }, divided by: { $strata }; ChaCha20 with seed { $seed }; known up to fact no. { $known }.
samples-unreadable = { $count ->
    [0] No case was kept out of the draw.
    [one] 1 case was not in the draw: the Act cannot read it.
   *[other] { $count } cases were not in the draw: the Act cannot read them.
}
samples-unreadable-unknown = How many cases could not be drawn was not counted when the sample was drawn.
samples-done-of = { $done } of { $of } cases judged to the end
samples-wrong-value = cannot be used { $detail }
samples-no-cases = no cases to draw from with these choices
samples-judged-already = You have judged the case. Nothing was stored again.
samples-judged-by-two = Two others have judged the case. Nothing was stored.
samples-not-the-third = You are one of the two who judged the case; a third must settle it. Nothing was stored.
samples-nothing-to-settle = There is nothing to settle in the case. Nothing was stored.
samples-cases = The cases
samples-case = Case
samples-stratum = Group
samples-for-you = For you
samples-stage = How far
samples-to-judge = can be judged
samples-to-settle = can be settled
samples-unseen = { $count ->
    [one] 1 case you do not see now; it has moved since.
   *[other] { $count } cases you do not see now; they have moved since.
}
samples-results = What the sample shows
samples-in-whole = Share kept in all cases
samples-agree = The two who judged
samples-estimate = { $share } (95%: { $low } to { $high })
samples-no-estimate = no interval: at least 1 case judged to the end must answer the question
samples-no-estimate-yet = { $count ->
    [one] no interval yet: each group must have at least 2 cases judged to the end, and 1 group has fewer
   *[other] no interval yet: each group must have at least 2 cases judged to the end, and { $count } groups have fewer
}
samples-agreement = { $same } the same of { $pairs }; kappa { $kappa }
samples-no-kappa = cannot be worked out
samples-estimate-how = The share is of the cases in which the question can be judged. The interval is Wilson's for a simple sample and the combined ratio estimate (Cochran 1977) for a divided one, whose groups weigh by the cases in which the question arises. Kappa is Cohen's: agreement beyond chance.
stage-open = not judged
stage-once = judged by one
stage-differs = two differ
stage-done = done
samples-case-title = Case { $case } of the sample
samples-open-case = Open the case
samples-judge = Save the judgement
samples-settle = Settle
samples-note = Remark
samples-reason = Reason
samples-own = Your answer
samples-settled-by = Settled by { $by }
samples-found = The answers
samples-program = What the system finds
samples-hint-judge = Answer each question from the case. Nobody sees your answer before two have answered.
samples-hint-settle = Settle the questions on which the two differ.
samples-hint-wait = Your answer is stored. Others see it once another has answered.
samples-hint-third = The two differ. A third must settle it.
samples-hint-done = The judging is done.
finding-met = Kept
finding-not-met = Not kept
finding-not-applicable = Not relevant
finding-cannot-tell = Cannot be seen
oversight-map-said = { $count } municipalities have at least 20 duties due. Lowest { $least } in { $in }, highest { $most } in { $at }. { $few } municipalities have fewer; their share is shown and not compared.
oversight-map-all-few = No municipality has at least 20 duties due, so none are compared. { $few } have fewer.
oversight-map-few = fewer than 20 due, not compared
oversight-map-class = from { $from }
oversight-left-out-few = { $count ->
    [one] 1 line rests on so few that it is left out.
   *[other] { $count } lines rest on so few that they are left out.
}
oversight-no-day = "{ $typed }" is no date that exists. Write it as 2026-03-31. The figures are of { $period }.
oversight-before-from = { $typed } is before From. The figures are of { $period }.
oversight-bars = Outcomes, duty by duty
oversight-bars-said = The largest share is missing of: { $duty }, { $share } ({ $missing } of { $due } due).
oversight-bars-none = No duty with at least 20 due is missing.
oversight-pairs-conclusion = { $count } persons are in a programme. Most, { $without } ({ $share }), are without { $what }.
oversight-pairs-goal = Two figures about goals are not the same: With and without counts persons in a programme without a goal, also those who have no contract at all; the audit's question counts contracts that have no goal of employment or education.
samples-too-few = { $count ->
    [one] 1 of { $of } groups gets too few cases for an interval. Nothing is drawn yet.
   *[other] { $count } of { $of } groups get too few cases for an interval. Nothing is drawn yet.
}
samples-too-few-text = Each group must have at least 2 cases, or all where it has fewer. Choose at least { $least } cases, or divide them into fewer groups.
samples-group = { $drawn } of { $population } cases
samples-groups-more = and { $count } groups more
samples-draw-all-the-same = Draw all the same
