# Rammen om alle sider.
frame-skip = Gå til sidens indhold
frame-main-menu = Hovedmenu
frame-waiting = venter
frame-breadcrumb = Du er her
frame-accessibility = Tilgængelighedserklæring
frame-front = Forside
frame-made = Dannet
frame-moment = { $date } kl. { $time }
frame-made-by = Dannet af
frame-filter = Filter
frame-no-filter = intet
frame-method = Metode
frame-address = Adresse

accessibility-title = Tilgængelighedserklæring
accessibility-standard = Siderne skal overholde WCAG 2.1 på niveau AA, som loven om tilgængelighed af offentlige organers websteder og mobilapplikationer kræver, og stræber efter WCAG 2.2 på samme niveau.
accessibility-tested = Hver ændring prøves maskinelt i en browser: regelkontrol med axe, 320 pixels bredde, uden JavaScript og uden mus. Maskinel prøvning finder ikke alle fejl, og siderne er endnu ikke prøvet af mennesker, der bruger skærmlæser til daglig.
accessibility-gaps = Kendte mangler: alarmer, årsager og fund fra natten er kun på dansk, også når siden vises på engelsk.
accessibility-contact = Møder du noget, du ikke kan bruge, så skriv til den myndighed, der har givet dig adgang. Digitaliseringsstyrelsen fører tilsyn.

session-end-title = Er du her stadig?
session-end-text = Sessionen slutter om 5 minutter, hvis der ikke sker noget. Det, du har skrevet i en formular, er gemt som kladde, hvis formularen siger det.
session-end-over = Sessionen er slut.
session-end-enter = Gå ind igen
session-end-stay = Jeg er her
frame-behind = Siderne viser ikke det nyeste
frame-behind-text = Siden { $since } er det, der er kommet til, ikke læst ind. Det, du gemmer, er gemt, men pligter og frister på siderne kan være forældede. Driften kan se fejlen i serverens log.
