"""Titles by which a column is recognised, best first; case, accents, punctuation, blanks and units do not matter."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def words(text: str) -> tuple[str, ...]:
    """Titles written with blanks between."""
    return tuple(text.split())


MOMENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "start": words(
            "start starttime callstart calldate calldatetime datetime dateandtime timestamp arrival arrivaltime arrived "
            "arrivedat "
            "vruentry queueentry entered calltime createdat initiationtimestamp datetimeorigination timestart interval "
            "intervalstart startinterval intervalstartutcdate intervalstarttime startofinterval halfhour quarterhour time "
            "timeofday "
            "hour hourofday period date day beginn anrufbeginn startzeit anrufzeit zeitstempel zeitpunkt eingang uhrzeit zeit "
            "intervall stunde debut heuredebut heure horodatage inicio horainicio hora inizio orainizio ora starttijd "
            "tijdstip tijd "
            "interval uur mulai waktumulai waktu jam week weekcommencing weekbeginning weekstarting weekstart weekof woche "
            "wochenbeginn kalenderwoche kw semaine semana settimana minggu fechayhora dateetheure datumundzeit datumuhrzeit "
            "время начало началозвонка времязвонка времявызова началовызова датаивремя датавремя интервал час "
            "horadeinicio fechahora dataora iniciollamada"
        ),
        "date": words("date calldate day startdate datum tag anrufdatum jour fecha dia data giorno tanggal hari дата день"),
        "answered_at": words(
            "answeredat answer answertime answered timeanswered serstart servicestart connectedat connecttime "
            "datetimeconnect connectedtoagenttimestamp agentconnected angenommen angenommenum gesprachsbeginn"
        ),
        "end": words(
            "end endtime callend hangup hanguptime serexit endedat timeend disconnecttimestamp datetimedisconnect ende endzeit "
            "anrufende gesprachsende fin heurefin horafin fine orafine eindtijd selesai"
        ),
    }
)
"""When a call or an interval began; whether a column holds moments, dates or times is told by its cells."""

LOG: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "handling": words(
            "handlings handling handlingtime handlingtimes handletime handletimes ahts aht billsec talktime talktimes "
            "talkduration "
            "talking talk agenttalktime agentinteractionduration sertime servicetime servicetimes conversationtime "
            "conversation "
            "bearbeitungszeit gesprachsdauer gespraechsdauer gesprachszeit sprechzeit dureetraitement dureeconversation "
            "tiempodeconversacion tempodiconversazione gesprekstijd gespreksduur waktubicara calltalktime durations duration "
            "длительность длительностьразговора времяразговора продолжительность duraciondellamada dureeappel "
            "callduration dauer anrufdauer duree duracion durata duur durasi"
        ),
        "hold": words("holdtime holdduration customerholdduration hold haltezeit"),
        "wrap": words(
            "aftercallworktime aftercallwork aftercontactworkduration aftercontactworktime acwtime acw wrapuptime wrapup "
            "wraptime wrapupduration nachbearbeitung nachbearbeitungszeit postappel"
        ),
        "wait": words(
            "wait waittime waits waitingtime queuewaittime queuetime queueduration qtime speedofanswer ringing ringtime "
            "wartezeit attente tiempodeespera attesa wachttijd ожидание времяожидания waktutunggu"
        ),
        "outcome": words(
            "outcome disposition callstatus callresult status result completionstatus answered answeredyn abandoned "
            "wasanswered isanswered missed ergebnis anrufstatus beantwortet angenommen repondu statut resultat estado "
            "resultado stato esito resultaat status hasil результат статус состояние"
        ),
        "direction": words(
            "direction calldirection callorigin initiationmethod richtung anrufrichtung sens direccion direzione "
            "richting arah calltype inboundoutbound type typ tipo tipodellamada sentido направление тип типзвонка типвызова"
        ),
        "queue": (),  # never taken unasked: a hotline without queues has no use for it
    }
)
"""Columns of a log, one row a call, besides moments."""

CALLERS = words(
    "callerid callernumber callerno callerphone callerphonenumber caller callingnumber callingparty callingpartynumber ani cli "
    "clid from fromnumber fromphone customerphonenumber customerendpointaddress customerphone customernumber customerid "
    "phonenumber src sourcenumber anrufernummer anrufer rufnummer telefonnummer appelant numeroappelant llamante "
    "numerollamante chiamante numerochiamante beller bellernummer penelepon nomorpenelepon"
)
"""Columns that tell callers apart; they help to find no header."""

ABANDONED_FLAGS = words("abandoned abandon missed wasabandoned isabandoned verpasst abandonne abandonada")
"""Titles of outcome columns in which yes means that the call was not answered."""

PARTS_OF_HANDLING = words(
    "talktime talktimes talkduration talk talking agenttalktime agentinteractionduration conversationtime "
    "gesprachsdauer gespraechsdauer gesprachszeit sprechzeit calltalktime sertime"
)
"""Handling times that hold and wrap-up, where they have columns, come on top of."""

WHOLE_CALL = words(
    "durations duration callduration dauer anrufdauer duree duracion durata duur durasi длительность продолжительность"
)
"""Handling times that may contain waiting."""

TABLE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "calls": words(
            "calls offered callsoffered offeredcalls incomingcalls inboundcalls callsreceived receivedcalls callsincoming "
            "callsin "
            "contactsqueued contactsoffered contactsreceived contactsincoming interactionsoffered callspresented callsentered "
            "totalcalls totalcallsoffered totalinbound callvolume volume callcount callscount numberofcalls noofcalls "
            "countofcalls "
            "incoming inbound offer entered arrivals callarrivals contacts calloffered offeredcontacts actualcalls "
            "forecastcalls "
            "count acdcallsoffered "
            "anrufe anzahlanrufe anrufeingesamt anrufegesamt eingehendeanrufe anrufvolumen angeboteneanrufe appels appelsrecus "
            "appelsentrants appelspresentes nombredappels llamadas llamadasrecibidas llamadasentrantes llamadasofrecidas "
            "chiamate "
            "chiamatericevute chiamateentranti oproepen inkomendeoproepen binnengekomen panggilan jumlahpanggilan "
            "panggilanmasuk звонки звонков вызовы вызовов всегозвонков всеговызовов входящие входящихвызовов "
            "поступиловызовов поступилозвонков количествозвонков количествовызовов totalllamadas numerodellamadas "
            "totaldellamadas appelsoffers gesamtanrufe"
        ),
        "acd": words("acdcalls"),
        "answered": words(
            "answered callsanswered answeredcalls callshandled handledcalls handled contactshandled contactsansweredtotal "
            "interactionshandled answer callsans answ angenommeneanrufe angenommen beantworteteanrufe appelstraites "
            "appelsrepondus "
            "llamadasatendidas atendidas contestadas chiamaterisposte risposte beantwoord beantwoordeoproepen dijawab "
            "terjawab отвечено отвеченовызовов принято принятовызовов обработано"
        ),
        "abandoned": words(
            "abandoned callsabandoned abandonedcalls callsaband abancalls abandcalls aband abancall contactsabandoned "
            "totalabancalls "
            "abandons lost lostcalls missed missedcalls abandon verloreneanrufe verlorene verpassteanrufe aufgelegt "
            "appelsabandonnes "
            "appelsperdus llamadasabandonadas abandonadas chiamateperse perse gemist terlewat "
            "потеряно пропущено пропущеновызовов"
        ),
        "handling": words(
            "ahts aht averagehandletime averagehandlingtime avghandletime avghandlingtime avghandle meanhandlingtime handlings "
            "handlingtimes averagehandlingtimes averagecallduration averagehandletimes avgcallduration averageduration "
            "avgduration "
            "mittlerebearbeitungszeit durchschnittlichebearbeitungszeit dmt tma tmo bearbeitungszeit "
            "tiempomedio tiempomediodegestion tiempomediodeoperacion tiempopromedio dureemoyenne dureemoyennetraitement "
            "tempomedio tempomediodigestione gemiddeldeduur rataratadurasi rataratawaktupenanganan durasirata "
            "среднеевремяобработки средняядлительность øbearbeitungszeit øaht ødauer durchschnittlichedauer mittleredauer"
        ),
        "total_handling": words(
            "totalhandletime totalhandlingtime totalhandletimes totalhandlingtimes handletimetotal sumhandletime "
            "totaltalktime acdtime totaldurations totalduration gesamtbearbeitungszeit"
        ),
        "unsaid_handling": words("handletime handlingtime talktime talktimes duration talk acdtalktime"),
        "talk": words(
            "avgtalktime averagetalktime avgacdtime averageacdtime averageagentinteractiontime avgtalk averagetalk att "
            "averagetalktimes avgtalktimes avgacdtalktime durchschnittlichegesprachszeit meantalktime "
            "øgesprachszeit øgesprachsdauer durchschnittlichegesprachsdauer mittleregesprachszeit mittleregesprachsdauer "
            "среднеевремяразговора среднеевремяразговоров"
        ),
        "hold": words("avgholdtime averageholdtime averagecustomerholdtime avghold avgacdholdtime"),
        "wrap": words(
            "avgacwtime averageacwtime averageaftercontactworktime avgaftercall avgacw avgaftercallwork "
            "averageaftercallwork averageaftercallworktime avgaftercallworktime avgwrap averagewraptime averagewrapuptime"
        ),
        "queue": words(
            "queue queuename skill skillname split splitskill splitname vdn vdnname campaign campaignname callqueue group "
            "groupname acdqueue contacttype ct csq csqname hotline service warteschlange gruppe cola file"
        ),
        "channel": words("mediatype channel media kanal"),
    }
)
"""Columns of a table of intervals, besides moments."""

TOTALS = words(
    "total totals grandtotal sum summe gesamt gesamtsumme insgesamt summary average averages avg mean durchschnitt "
    "mittelwert moyenne totalgeneral totale totaal jumlah rataratatotal ensemble suma media subtotal zwischensumme "
    "итого всего итог среднее razem toplam celkem ukupno"
)
"""First words of rows that are no intervals and no calls."""

TOTALS_FIRST = frozenset(words("total totals summe gesamt subtotal zwischensumme итого всего"))
"""The same with more words behind, such as a date; none of them begins a name, as Suma Devi."""

TOTALS_BESIDE = TOTALS_FIRST | set(words("totale totaal jumlah suma"))
"""The same behind a date."""

COUNTING = frozenset(
    words(
        "calls anrufe appels llamadas chiamate oproepen panggilan count anzahl nombre volume offered received "
        "contacts interactions presented arrivals jumlah"
    )
)
"""Words of a title that names a number of calls."""

VOICE = frozenset(words("voice call calls phone telephone inbound telefon telefonie sprache voz audio"))
"""Media that are calls."""

WEEKDAYS = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            (
                "mon monday montag mo lundi lun lunes lunedi maandag senin",
                "tue tuesday dienstag di mardi mar martes martedi dinsdag selasa",
                "wed wednesday mittwoch mi mercredi mer miercoles mercoledi woensdag rabu",
                "thu thursday donnerstag do jeudi jeu jueves giovedi donderdag kamis",
                "fri friday freitag fr vendredi ven viernes venerdi vrijdag jumat",
                "sat saturday samstag sonnabend sa samedi sam sabado sabato zaterdag sabtu",
                "sun sunday sonntag so dimanche dim domingo domenica zondag minggu",
            )
        )
        for name in names.split()
    }
)
"""Weekdays in several languages, by number; Monday is 0."""
