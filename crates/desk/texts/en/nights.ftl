# The nights and their report.
nights-title = Nights
nights-night = Night
nights-coupled = Coupled persons
nights-made = New couplings
nights-queued = Queued
nights-share = Uncoupled permits
nights-alarms = Alarms
nights-count = { $count ->
    [one] { $count } night
   *[other] { $count } nights
}
nights-alarm-count = { $count ->
    [one] { $count } alarm
   *[other] { $count } alarms
}
nights-alarms-of = { $alarms } from the night of { $night }
nights-no-alarms = No alarms
nights-in-order = The last night ran to its end, and everything that was read is accounted for.
nights-overdue = The night of { $night } should have run and has not
nights-overdue-text = Nothing of it is stored. See the log of the program, and run it.
nights-refused = The night of { $night } was refused, and nothing was stored
nights-unfinished = The night of { $night } has begun but not ended
nights-unfinished-text = What it reached is stored. Run it again: it goes on where it stopped.
nights-next = The next night begins { $date } at { $time } (Danish time).
nights-not-run-here = This program runs no nights of its own.
nights-none = No night has run yet
nights-none-text = A night reads the deliveries and couples the registers. It runs at its time, or with "ankomst night".
nights-journal = Journal: { $name }
nights-method = Each row is a night that ended; the figures are those the night itself wrote in the journal.

figure-last-year = uncoupled permits, refugees and family reunified, last 12 months
figure-2013 = of permits from 2013 (3% in the study of 2014)
figure-1997 = of permits from 1997–2010 (about 10% in the study of 2011)
figure-queued = pairs wait for a data steward
figure-coupled = of { $persons } persons in CARL2 are coupled, { $made } tonight
report-account = Account
report-by-rule = Couplings by rule
report-uncoupled = Uncoupled permits
report-trend = Development
report-errors = Errors for the municipalities to correct
report-numbers = Administrative CPR numbers
report-drift = The registers and the model
report-detections = Findings in the registers
report-set-aside = Set aside as unreadable
report-deliveries = Deliveries
report-warnings = Warnings
report-by-cause = By cause
report-account-text = Read = coupled + queued + rejected + unchanged. Every record is counted in exactly one place.
report-drift-text = Below 0.10 is as expected; from 0.25 somebody must look at it.
report-nothing = Nothing.
report-yes = yes
report-no = no
column-records = Records
column-read = Read
column-coupled = Coupled
column-queued = Queued
column-without-counterpart = Rejected, no counterpart
column-unreadable = Rejected, unreadable
column-unchanged = Unchanged
column-holds = Adds up
column-rule = Rule
column-couplings = Couplings
column-tonight = Tonight
column-precision = Measured precision
column-measured-on = Measured on
column-permits = Permits
column-uncoupled = Uncoupled
column-share = Share
column-cause = Cause
column-error = Error
column-open = Open
column-municipality = Municipality
column-field = Field
column-deviation = Deviation
column-missing = Missing in pairs
column-finding = Finding
column-count = Count
column-file = File
column-place = Place
column-reason = Reason
column-source = Source
column-produced = Produced
column-previous = Previous
column-year = Year
column-night = Night
column-all-permits = All permits
column-last-year = Last 12 months, refugees and family
column-group = Group
column-ground = Aliens Act
report-by-group = By group
report-by-ground = By ground of residence
report-by-municipality = By municipality, most uncoupled first
report-year-chart = Share of uncoupled permits by year of permit
report-trend-chart = Share of uncoupled permits, night by night
report-title = The night of { $night }
report-in-order = Everything that was read is accounted for.
report-derived = The report is derived from the journal and can be made from it again.
report-method = The rules and measures of the coupling are those in force that night; the precision of each rule is measured as shown.
report-year-says = { $year }: { $share } of { $permits } permits
report-not-measured = not measured
report-table = Table

trend-first = { $now } of the permits are uncoupled. It is the first night, so there is nothing to compare with.
trend-same = { $now } of the permits are uncoupled, as on the night of { $night }.
trend-rose = The share has risen to { $now } from { $before } on the night of { $night }.
trend-fell = The share has fallen to { $now } from { $before } on the night of { $night }.
