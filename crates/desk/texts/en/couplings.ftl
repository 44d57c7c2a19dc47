# Coupling of the registers: the queue, a pair, the decision.
couplings-title = Couplings
couplings-parts = Parts of the work
couplings-waiting = Waiting
couplings-parked = Put aside
couplings-to-approve = For my approval
couplings-doubted = In doubt
couplings-decided = Decided lately
couplings-person = Person in CARL2
couplings-candidate = Possible person in CPR
couplings-cause = Why not coupled
couplings-municipality = Municipality
couplings-since = Waiting since
couplings-today = after the last night
couplings-demand = Asks for
couplings-demand-nothing = nothing special
couplings-demand-reason = a reason
couplings-demand-approval = second approval
couplings-count = { $count } of { $of } pairs
couplings-begin = Begin the review
couplings-begin-approving = Begin approving
couplings-proposed-by = proposed by { $by }
couplings-own-proposals = { $count ->
    [one] 1 of your own proposals waits for another data steward.
   *[other] { $count } of your own proposals wait for another data steward.
}
couplings-method = The queue holds the pairs that the night dared neither couple nor discard. What asks least comes first. The weight is that of the last night: 1 bit doubles the odds that the two are one person.
couplings-empty-waiting = No pairs wait for a decision. The next night may queue new ones.
couplings-empty-parked = No pairs are put aside. A pair that you put aside stands here with your reason.
couplings-empty-to-approve = No proposals wait for your approval. When another data steward proposes a risky coupling, it stands here.
couplings-empty-filter = No pairs with this filter. Clear the filter to see them all.
couplings-empty-doubted = No couplings are in doubt. When the registers come to contradict a coupling, it stands here.
couplings-empty-decided = Nobody has decided anything yet. The latest decisions stand here and can be taken back.
couplings-doubted-said = { $count ->
    [one] 1 coupling that the registers have come to contradict
   *[other] { $count } couplings that the registers have come to contradict
}
couplings-decided-said = { $count ->
    [one] 1 decision, the newest first
   *[other] { $count } decisions, the newest first
}
couplings-coupled-with = Coupled with
couplings-rule = Rule
couplings-coupled-since = Coupled since
couplings-decision = Decision
couplings-by = Who
couplings-at = When
couplings-by-night = the night
couplings-take-back = Undo

pair-title = { $name }: one person?
pair-place = { $number } of { $of }
pair-no-place = not in the queue ({ $of } waiting)
pair-ways = Through the queue
pair-compared = The two registers
pair-field = Field
pair-difference = Difference
pair-former = former
pair-show-cpr = Show the whole number
pair-show-cpr-logged = When you show the whole CPR number, that stands in the log of who has seen the person's data.
pair-nowhere = In neither register: { $fields }.
pair-withheld = Where they live is not shown: one of the possible persons, or family at the same address, has a protected name and address.
pair-not-compared = The two cannot be compared: one of them is in no delivery, or no method is in force yet. The first is mended by the next delivery, the second by the first night.
pair-weighed = What the evidence weighs
pair-found = Finding
pair-weight = Weight
pair-prior = Starting point
pair-prior-found = before anything is compared
pair-weighs-nothing = Weighs nothing: { $fields }.
pair-unrivalled = No rival
pair-unrivalled-found = nobody else can be meant
pair-probability-unrivalled = Probability of one person if nobody else fitted
pair-total = In all
pair-probability = Probability of one person
pair-likeliest = Most like
pair-contradiction = Contradiction
pair-rule = Meets the rule
pair-risks = Risks
pair-no-risks = No known risks. The coupling can be confirmed without a reason.
pair-candidates = Other candidates
pair-no-candidates = Neither the person in CARL2 nor the person in CPR has other candidates.
pair-candidate = Compare with
pair-candidate-number = Number
pair-candidate-standing = Standing
pair-decide = Decision
pair-doubted = in doubt
pair-parked = Put aside:
pair-proposed = { $by } proposes the coupling
pair-proposal-own = This is your own proposal. Another data steward must approve it; you can take it back.
pair-proposal-changed = A register has delivered one of the two anew since the proposal. You see something that the proposer did not.
pair-undo-coupling = Undo the coupling
pair-notes = Notes
pair-no-notes = No notes.
pair-note-write = Write a note on the pair
pair-note-save = Save note
pair-note-saved = The note is saved
pair-history = What has happened
pair-conflict-title = The pair was changed while you looked at it
conflict-by-another = { $by }: { $what }, { $at }.
conflict-by-yourself = You yourself ({ $by }): { $what }, { $at }.
pair-conflict-kept = That stands. Your decision was not stored, and nothing else was changed.
pair-conflict-words = You wrote:
pair-conflict-next = Go to the next pair
pair-conflict-again = Look at the pair again

decide-confirm = Confirm coupling
decide-propose = Send for approval
decide-reject = Reject coupling
decide-park = Put aside
decide-unpark = Take up again
decide-approve = Approve coupling
decide-decline = Do not approve
decide-withdraw = Take the proposal back
decide-take-back = Put in the queue again
decide-why-propose = The coupling is risky. Choose why the two are one person; another data steward must approve it.
decide-why-confirm = Choose why the two are one person.
decide-why-confirm-optional = The two are one person. A reason is optional.
decide-why-coupled-elsewhere = One of the two is coupled with somebody else. Undo that coupling first: it stands among the other candidates.
decide-why-reject = The two are not one person. Choose why.
decide-why-park = Cannot be decided now. Choose or write why.
decide-why-decline = Write why the proposal is not approved. The pair waits again.
decide-why-take-back = Write why the rejection does not hold. The pair waits again.
decide-why-optional = A reason is optional.
decide-words = In detail (needed for “something else”)
decide-words-only = Reason
decide-regretted = taken back
ground-papers = passport or identification seen
ground-authority = told by an authority
ground-register-error = an error in the register
ground-other = something else
decide-error-code = Choose a reason. Nothing was stored.
decide-error-words = Write a reason. Nothing was stored.
decide-error-reason = The pair has risks, so the coupling needs a reason. Nothing was stored.
decide-error-note = Write the note. Nothing was stored.
decide-error-long = The text is too long: write at most 2,000 characters. Nothing was stored.
decide-error-control = The text holds characters that cannot be stored. Write it anew. Nothing was stored.
decide-error-unknown-person = One of the two is in no delivery, so they cannot be coupled. Nothing was stored.
decide-error-coupled-elsewhere = One of the two is coupled with somebody else. Undo that coupling first; it stands among the other candidates. Nothing was stored.
decide-error-already-proposed = { $by } has already proposed the coupling. It waits for approval. Nothing was stored.
decide-error-own-proposal = You proposed the coupling yourself, so another data steward must approve or decline it. Nothing was stored.
decide-error-not-own-proposal = { $by } proposed the coupling. Others cannot take the proposal back, but can decline it. Nothing was stored.
decide-error-stands-otherwise = The pair no longer stands so that it can be decided that way. Nothing was stored. See the page again below.
decide-error-not-weighed = The pair cannot be weighed, so it cannot be queued. Undo the coupling and reject the pair instead. Nothing was stored.

told-coupled = { $name } is coupled
told-proposed = { $name } is sent for approval
told-rejected = { $name }: the coupling is rejected
told-parked = { $name } is put aside
told-unparked = { $name } is taken up again
told-undone = { $name }: the coupling is undone and the pair rejected
told-taken-back = { $name } is back in the queue
told-withdrawn = { $name }: the proposal is taken back
told-declined = { $name }: the proposal is not approved
told-undo = Undo

undoing-title = Undo the coupling of { $name }
undoing-rests = { $count ->
    [0] Nothing has come that rests on the coupling.
    [one] 1 thing rests on the coupling and must be looked at afterwards.
   *[other] { $count } things rest on the coupling and must be looked at afterwards.
}
undoing-cases = Cases that were worked on since
undoing-cases-then = Letters were sent and facts recorded while the two counted as one person. Ask whoever has the case to look at them.
undoing-facts = Come since
undoing-nothing-changed = None of it is changed. The coupling, the undoing and your reason stay in the journal.
undoing-then = What is to become of the pair?
undoing-then-queue = It waits in the queue again
undoing-then-reject = It is rejected: the two are not one person
undoing-why = Why is the coupling undone?
undoing-do = Undo the coupling
undoing-cancel = Cancel
undoing-error-then = Choose what is to become of the pair

keys-title = Shortcut keys
keys-lead = With the keys the queue can be worked through without a mouse. They work on the page of a pair only, and never while you type in a field. A decision that asks for a reason is not made by the key: it leads to the reasons.
keys-state = The shortcut keys are
keys-on = on
keys-off = off
keys-does = What
keys-letter = Key
keys-save = Save keys
keys-back = Back to couplings
keys-saved = The keys are saved
keys-change = Switch the keys off or choose others
keys-are-off = The shortcut keys are off.
keys-close = Close
keys-error-single = Choose one character
keys-error-twice = The key is used for something else
key-next = Next pair
key-previous = Previous pair
key-confirm = Confirm or approve
key-reject = Reject or do not approve
key-park = Put aside, or take up again
key-undo = Undo the last decision
key-note = Write a note
key-help = Show the keys

field-given-names = Given names
field-middle-names = Middle names
field-surname = Surname
field-birth-date = Birth date
field-sex = Sex
field-citizenship = Citizenship
field-person-id = Person-id
field-cpr-number = CPR number
field-entered-on = Entry
field-died-on = Death
field-address = Address
field-postcode = Postcode
field-municipality = Municipality

differs-same = the same
differs-same-as-former = the same as a former value
differs-transliterated = the same in other letters
differs-romanised = the same name in another romanisation
differs-spelling = { $letters ->
    [one] another spelling: one letter
   *[other] another spelling: { $letters } letters
}
differs-other-order = the same names in another order
differs-moved-given = the name stands as a given name
differs-moved-middle = the name stands as a middle name
differs-moved-surname = the name stands as the surname
differs-words-missing = { $words } missing in { $register }
differs-initial-only = only an initial in { $register }
differs-day-and-month = day and month swapped
differs-one-digit = one digit different or swapped
differs-known-in-part = known only in part in { $register }
differs-same-month-only = same month, another day
differs-same-year-only = only the same year
differs-days-apart = { $days ->
    [one] one day apart
   *[other] { $days } days apart
}
differs-missing-on = missing in { $register }
differs-missing-on-both = missing in both registers
differs-different = different
differs-contradicting = contradiction
differs-withheld = not shown: protected address

risk-sex-differs = different sex
risk-birth-years-apart = { $years } years between the birth years
risk-death = dead in one register before an event in the other
risk-contradiction = the data contradict each other
risk-number-of-another = the CPR number in CARL2 is coupled with { $person }
risk-coupled-elsewhere = one of the two is coupled with somebody else
risk-rival = { $person } and { $number } fit nearly as well or better
risk-protected-address = the address is protected, for the person or for family at the same address
risk-twin = a twin in the same household may be the right one
risk-sibling = a brother or sister in the same household may be the right one
risk-parent = a parent in the same household may be the right one
risk-child = a child in the same household may be the right one
risk-weak = the evidence speaks rather for two persons
risk-not-in-queue = the method does not propose the pair

demand-nothing = no special demands
demand-reason = asks for a reason
demand-second-approval = asks for a reason and another data steward's approval

code-other-person = another person
code-twin-or-sibling = twin, brother or sister
code-father-or-mother = father or mother
code-child = son or daughter
code-wrong-number-typed = wrong number typed
code-dead = dead
code-insufficient = not enough data
code-duplicate-in-carl2 = twice in CARL2
code-duplicate-in-cpr = two CPR numbers
code-other = something else

cause-not-entered = not entered
cause-died-before = died before a number was given
cause-number-requested = an administrative CPR number has been asked for
cause-person-id-missing = the municipality typed no person-id
cause-person-id-wrong = the municipality typed a wrong person-id
cause-several-candidates = several in CPR fit equally well
cause-contradiction = a contradiction that no typing error explains
cause-number-unknown = CARL2's CPR number is not in the deliveries
cause-rejected = rejected by a data steward
cause-no-candidate = nobody in CPR resembles
cause-row-set-aside = the person's row is unreadable or never came

standing-coupled = coupled
standing-proposed = sent for approval
standing-waiting = waiting
standing-parked = put aside
standing-rejected = rejected

decided-coupled = confirmed
decided-proposed = sent for approval
decided-rejected = rejected
decided-parked = put aside
decided-unparked = taken up again
decided-undone = undone
decided-taken-back = put in the queue again
decided-withdrawn = proposal taken back
decided-declined = proposal not approved

happened-coupled = coupled
happened-queued = put in the queue
happened-dequeued = taken out of the queue
happened-doubted = the coupling came into doubt
happened-doubt-lifted = the doubt was lifted
happened-rejected = the coupling rejected
happened-rejection-withdrawn = the rejection taken back
happened-parked = put aside
happened-unparked = taken up again
happened-noted = note
happened-proposed = sent for approval
happened-proposal-withdrawn = the proposal taken back
happened-proposal-declined = the proposal not approved
happened-undone = the coupling undone
happened-cpr-delivered = CPR delivered the person anew
happened-carl2-delivered = CARL2 delivered the person anew
happened-number-requested = administrative CPR number asked for
happened-number-answered = answer about an administrative CPR number
happened-municipality-error = municipality error found or closed
happened-case-fact = fact recorded in the case
happened-letter-issued = letter sent
happened-other = something else ({ $kind })

detections-title = Findings in the registers
detections-lead = Every night looks for what cannot be right in the registers: two persons under one number, one person under several, numbers that were withdrawn and are still used. None of it has been acted upon.
detections-method = The findings are those that the last night made in the registers as they were then.
detections-night = The night of { $night }
detections-no-night = No night has run yet.
detections-none = The last night found nothing.
detections-what = Finding
detections-count = Count
detections-do = What to do
detections-whom = Whom the findings are about
detections-all = Show every kind of finding
detections-not-kept = The list of whom comes with the next night: this night has kept the counts alone.
detections-none-of-it = No findings of that kind.
detections-about = Who or what
detections-where = Where
detections-others = Belongs to it
detections-in-carl2 = CARL2
detections-in-cpr = CPR
detections-in-coupling = a coupling
found-number-of-several-persons = Several persons in CARL2 have one CPR number
found-person-id-of-several-persons = Several persons in CARL2 have one person-id
found-person-id-of-several-numbers = One person-id is typed for several CPR numbers
found-former-number-of-several = One withdrawn CPR number leads to several persons
found-person-under-two-ids = Two person-ids look like one person
found-several-numbers-fit = Several in CPR surely fit one in CARL2
found-several-persons-fit = Several in CARL2 surely fit one in CPR
found-changed-number = A changed CPR number is still used
found-annulled-number = An annulled CPR number is still used
found-double-number = A deleted double number is still used
found-contradicts-birth-date = CPR number and birth date contradict each other
found-contradicts-sex = CPR number and sex contradict each other
found-do-carl2 = Mend it in CARL2
found-do-municipality = The municipality mends it; it also stands under municipality errors
found-do-cpr = Ask the CPR office
found-do-pair = Decide the pairs in the queue
found-do-either = Find out which of the two is wrong
