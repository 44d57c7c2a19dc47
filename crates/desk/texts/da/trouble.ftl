# Når noget går galt: hvad skete der, hvad er bevaret, hvad gør du nu.
trouble-kept = Det er bevaret
trouble-do = Det kan du gøre
trouble-operation = Nummer til support

not-found-title = Siden findes ikke
not-found-happened = Der er ingen side på adressen, eller du har ikke adgang til den.
not-found-kept = Intet er ændret.
not-found-do = Se efter i adressen, eller gå til forsiden. Mener du, at du skal have adgang, så spørg din leder.

conflict-title = En anden har ændret det imens
conflict-happened = Det, du ville ændre, er ændret af en anden, efter at du åbnede siden.
conflict-kept = Den andens ændring er gemt. Din er ikke.
conflict-do = Åbn siden igen, se hvad der er ændret, og gør det, du ville, hvis det stadig er rigtigt.

gone-title = Siden er ikke gemt længere
gone-happened = Siden var svaret på noget, du sendte, og sådan et svar gemmes kun et stykke tid.
gone-kept = Det, der var gemt i sagen, er gemt. En kladde er bevaret, som den sidst blev gemt.
gone-do = Gå til sagen eller listen, og se, hvad der står der. En formular tilbyder dig kladden.

too-large-title = Filen er for stor
too-large-happened = Du har sendt mere end 20 megabyte på én gang, og det tages ikke imod.
too-large-kept = Intet af det, du sendte, er gemt. Alt fra før er, som det var.
too-large-do = Del filen i mindre dele, eller gem den i lavere opløsning, og send den igen.

invalid-title = Oplysningerne kan ikke bruges
invalid-happened = Noget af det, du har sendt, mangler eller kan ikke læses.
invalid-kept = Intet er gemt eller ændret.
invalid-do = Gå tilbage til siden, ret oplysningerne, og send dem igen.

session-title = Du er logget af
session-happened = Du har ikke brugt siderne i et stykke tid og er derfor logget af.
session-kept = Alt, du har gemt, er bevaret, også kladden af en formular, som den sidst blev gemt. Det, du har skrevet siden, er ikke.
session-do = Log på igen. Du kommer tilbage til den side, du var på; en formular tilbyder dig kladden.

broken-title = Siden kan ikke vises lige nu
broken-happened = Der er sket en fejl i programmet. Fejlen er skrevet i loggen.
broken-kept = Det, der var gemt, er bevaret. En ændring, der ikke nåede at blive gemt helt, er slet ikke gemt.
broken-do = Prøv igen om lidt. Gentager det sig, så ring til support og oplys nummeret her på siden.
sent-before-title = Siden er sendt før
sent-before-happened = Denne side er allerede sendt én gang, med noget andet i den.
sent-before-kept = Det, der blev sendt første gang, er gemt. Det, du sendte nu, er ikke.
sent-before-do = Åbn siden igen fra sagen, og send det, der skal ændres.
