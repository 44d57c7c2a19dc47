# The frame around all pages.
frame-skip = Skip to the content of the page
frame-main-menu = Main menu
frame-waiting = waiting
frame-breadcrumb = You are here
frame-accessibility = Accessibility statement
frame-front = Front page
frame-made = Made
frame-moment = { $date } at { $time }
frame-made-by = Made by
frame-filter = Filter
frame-no-filter = none
frame-method = Method
frame-address = Address

accessibility-title = Accessibility statement
accessibility-standard = The pages must meet WCAG 2.1 at level AA, as the Danish act on the accessibility of public websites and mobile applications demands, and aim at WCAG 2.2 at the same level.
accessibility-tested = Every change is tried by machine in a browser: rules checked with axe, a width of 320 pixels, without JavaScript and without a mouse. A machine does not find every fault, and the pages have not yet been tried by people who use a screen reader every day.
accessibility-gaps = Known gaps: alarms, causes and findings of the night are in Danish only, also when the page is shown in English.
accessibility-contact = If you meet something you cannot use, write to the authority that gave you access. The Danish Agency for Digital Government supervises.

session-end-title = Are you still here?
session-end-text = The session ends in 5 minutes if nothing happens. What you have typed in a form is saved as a draft if the form says so.
session-end-over = The session is over.
session-end-enter = Enter again
session-end-stay = I am here
frame-behind = The pages do not show the newest
frame-behind-text = Since { $since } what came in has not been read. What you save is kept, but duties and time limits on the pages may be out of date. Operations can see the fault in the log of the server.
