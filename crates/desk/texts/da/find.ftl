# Find.
find-title = Find person eller sag
find-label = CPR-nummer, person-id, sagsnummer eller navn
find-hint = Navnet må gerne være stavet på en anden måde. Fødselsår eller -dato efter navnet indsnævrer: Ali Hussein 1990
find-how = Skriv, hvem eller hvad du leder efter. Søgningen logges med formål.
find-do = Søg
find-results = Personer, der passer
find-person = Person
find-cases = Sager
find-open-case = Opret sag
find-no-case = ingen sag
find-count = { $count ->
    [0] Ingen fundet, som du har adgang til
    [one] 1 person passer
   *[other] { $count } personer passer
}
find-more = De { $count } bedste er vist; flere passer. Skriv mere for at indsnævre.
find-advice-wrong-cpr = Det ligner et CPR-nummer, men kan ikke være et. Se efter en slåfejl, eller søg på navn og fødselsdato.
find-advice-wrong-date = Den dato findes ikke. Skriv den som 12.05.1990.
find-advice-born = Skriv også et navn: en fødselsdato alene passer på mange.
find-advice-name = Prøv færre navne, en anden stavemåde eller person-id. Personer uden for dit ansvar vises ikke.
find-advice-number = Se efter en slåfejl, eller søg på navn. Personer og sager uden for dit ansvar vises ikke.

address-title = Adresse
address-protected = Beskyttet adresse
address-protected-lead = Adressen er beskyttet, for personen eller for en, der bor samme sted. Skriv, hvorfor du skal se adressen, før den vises. Begrundelsen står i loggen med dit navn, og personen kan læse den.
address-reason = Hvorfor skal du se adressen?
address-reason-hint = For eksempel: står ved skranken og skal have et brev udleveret. Skriv ikke andre personers oplysninger her.
address-reason-wrong = Skriv, hvorfor du skal se adressen, med { $least } til { $most } tegn. Adressen er ikke vist.
address-show = Vis den beskyttede adresse
address-leave = Tilbage uden at se den
address-logged = Adressen er vist i 10 minutter, og det står i loggen, at du så den, med denne begrundelse:
find-advice-not-in-address = Et CPR-nummer søges i feltet, ikke i adressen: browseren gemmer adresser, hvor andre kan læse dem. Skriv nummeret i feltet ovenfor.
