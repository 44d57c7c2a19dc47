# Find.
find-title = Find a person or a case
find-label = CPR number, person-id, case number or name
find-hint = The name may be spelt in another way. Year or day of birth after the name narrows: Ali Hussein 1990
find-how = Type whom or what you are looking for. The search is logged with its purpose.
find-do = Search
find-results = Persons who fit
find-person = Person
find-cases = Cases
find-open-case = Open a case
find-no-case = no case
find-count = { $count ->
    [0] Nobody found to whom you have access
    [one] 1 person fits
   *[other] { $count } persons fit
}
find-more = The best { $count } are shown; more fit. Type more to narrow.
find-advice-wrong-cpr = It looks like a CPR number, but cannot be one. Look for a slip, or search by name and day of birth.
find-advice-wrong-date = There is no such day. Write it as 12.05.1990.
find-advice-born = Type a name too: a day of birth alone fits many.
find-advice-name = Try fewer names, another spelling or the person-id. Persons outside your responsibility are not shown.
find-advice-number = Look for a slip, or search by name. Persons and cases outside your responsibility are not shown.

address-title = Address
address-protected = Protected address
address-protected-lead = The address is protected, for the person or for somebody who lives there too. Write why you must see the address before it is shown. The reason stands in the log with your name, and the person can read it.
address-reason = Why must you see the address?
address-reason-hint = For example: stands at the counter to collect a letter. Write nothing about other persons here.
address-reason-wrong = Write why you must see the address, in { $least } to { $most } characters. The address is not shown.
address-show = Show the protected address
address-leave = Back without seeing it
address-logged = The address is shown for 10 minutes, and the log says that you saw it, for this reason:
find-advice-not-in-address = A CPR number is looked for in the field, not in the address: the browser keeps addresses where others can read them. Type the number in the field above.
