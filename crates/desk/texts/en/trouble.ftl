# When something goes wrong: what happened, what was kept, what to do.
trouble-kept = This was kept
trouble-do = This you can do
trouble-operation = Number for support

not-found-title = The page does not exist
not-found-happened = There is no page at the address, or you have no access to it.
not-found-kept = Nothing has changed.
not-found-do = Check the address, or go to the front page. If you think you should have access, ask your manager.

conflict-title = Somebody else changed it meanwhile
conflict-happened = What you wanted to change was changed by somebody else after you opened the page.
conflict-kept = The other person's change is kept. Yours is not.
conflict-do = Open the page again, see what has changed, and do what you wanted to do if it is still right.

gone-title = The page is no longer kept
gone-happened = The page answered something that you sent, and such an answer is kept for a while only.
gone-kept = What was saved in the case is saved. A draft is kept as it was last saved.
gone-do = Go to the case or to the list, and see what stands there. A form offers you the draft.

too-large-title = The file is too large
too-large-happened = You sent more than 20 megabytes at once, which is not taken.
too-large-kept = Nothing of what you sent was kept. Everything from before is as it was.
too-large-do = Split the file into smaller parts, or save it at a lower resolution, and send it again.

invalid-title = The information cannot be used
invalid-happened = Something of what you sent is missing or cannot be read.
invalid-kept = Nothing was saved or changed.
invalid-do = Go back to the page, correct the information, and send it again.

session-title = You are logged off
session-happened = You have not used the pages for a while and were therefore logged off.
session-kept = Everything you saved is kept, also the draft of a form as it was last saved. What you wrote since is not.
session-do = Log on again. You return to the page you were on; a form offers you its draft.

broken-title = The page cannot be shown right now
broken-happened = Something failed in the program. The failure was written to the log.
broken-kept = What was saved is kept. A change that was not saved completely was not saved at all.
broken-do = Try again in a moment. If it happens again, call support and tell them the number on this page.
sent-before-title = The page was sent before
sent-before-happened = This page was already sent once, with something else in it.
sent-before-kept = What was sent the first time is kept. What you sent now is not.
sent-before-do = Open the page again from the case and send what is to change.
