"""English phrases that say what a figure beside them is."""

from bot.domain.replies.signals import Signal

ENGLISH_FIGURES: dict[Signal, str] = {
    Signal.TO: (
        "to|up to|down to|into|rose to|fell to|dropped to|went to|increased to|decreased to|"
        "grew to|improved to|reduced to|climbed to|reached|hit|reaching|hitting|gets to|got to|"
        "get to|brought to|brought down to|cut to|moved to|jumped to|slipped to|went up to|"
        "went down to|lands at|landed at|now up to|just crossed|just hit|just passed|"
        "just reached|came down to|is down to|is up to|bringing us to|brings us to|taking us to|"
        "takes us to|for a total of|making it|which makes|makes it"
    ),
    Signal.AT: (
        "back at|back to|now back at|now back to|at|is|are|is at|are at|we are at|we're at|now|"
        "now at|currently|currently at|stands at|"
        "sits at|sitting at|standing at|=|equals|came in at|comes in at|so far|to date|today|"
        "we have|we've|has|have|got|have got|closed at|ended at|finished at|ends at|reads|shows|"
        "it's|it is|that's|i'm at|im at|we at|reached so far|value|actual|result|current|"
        "current value|latest|measured|measured at|reported|logged|was at today|is now|are now|"
        "stayed at|hovering at|trending at|averaging|averaged|average|avg|done so far|"
        "completed so far|onboarded"
    ),
    Signal.FROM: (
        "from|up from|down from|rose from|fell from|went from|improved from|dropped from|"
        "moved from|grew from|increased from|decreased from|reduced from"
    ),
    Signal.UP: (
        "up|rose|increased|increase|grew|gained|improved|improve|improvement|higher|jumped|"
        "climbed|added|went up|is up|are up|increases|better|faster|gain|increase of|growth|"
        "bump|bumped|ticked up|growing|↑|▲|⬆"
    ),
    Signal.DOWN: (
        "down|fell|decreased|decrease|dropped|lost|reduced|lower|declined|went down|is down|"
        "are down|cut|slipped|less|fewer|decreases|shaved|saved|drop|slower|worse|drop of|"
        "decrease of|ticked down|reduction|slid|shed|lose|loss|↓|▼|⬇"
    ),
    Signal.BY: "by",
    Signal.MORE: (
        "another|additional|an additional|an extra|extra|plus|added|adding|new|gained|we added|"
        "we gained|one more"
    ),
    Signal.MORE_AFTER: (
        "more|extra|additional|new|further|on top|added|better than last week|more than last week"
    ),
    Signal.TOTAL: (
        "total|in total|ytd|cumulative|overall total|altogether|year to date|qtd|mtd|"
        "quarter to date|total of|a total of|all up|running total|cumulatively|all in all|"
        "totals|grand total"
    ),
    Signal.PREVIOUS: (
        "back in|peaked at|peak of|peak was|best day|worst day|high of|low of|best was|worst was|"
        "highest was|lowest was|was|were|previously|last week|last month|last time|before|"
        "previous|prior|last week was|"
        "last week it was|used to be|earlier|last sprint|last quarter|last year|formerly|"
        "the week before|had been|was at|were at|started at|prior week|previous week|"
        "last check-in|last check in|originally|historically|initially|in the beginning|"
        "at the start|at the beginning|at kickoff|at that time|back then|last summer|last winter|"
        "last spring|last autumn|in the last quarter|in the last year|earlier this year|"
        "in the past|"
        "back in january|back in february|back in march|back in april|back in may|"
        "back in june|back in july|back in august|back in september|back in october|"
        "back in november|back in december"
    ),
    Signal.YESTERDAY: "yesterday",
    Signal.DETAIL: (
        "thanks to|with the help of|of which|including|incl|in which|out of which|among them|"
        "mostly from|breakdown|e.g|eg|for example"
    ),
    Signal.COMPARE: (
        "vs|versus|compared to|compared with|against|compare to|relative to|vs last week|"
        "compared to last week|compared with last week|from last week|versus last week|"
        "over last week|since last week|on last week|than last week|vs last month|"
        "than last month|week over week|wow|mom|yoy|year over year|month over month|vs previous|"
        "vs prior|from last month|than before|since last month|since last time"
    ),
    Signal.SINCE_START: (
        "since start|since the start|since the beginning|since the start of the quarter|"
        "since kickoff|from the start|from baseline|versus baseline|vs baseline|since q start|"
        "since baseline|from our baseline|compared to baseline"
    ),
    Signal.TARGET: (
        "target|of target|of the target|of our target|of the goal|of goal|of plan|of the plan|"
        "of quota|of the quota|target is|target of|target was|goal|goal is|goal of|our goal|"
        "our target|the target|the goal|plan|planned|plan is|plan was|quota|quota of|objective|"
        "budgeted|sla|sla of|sla is|threshold|limit|cap|commit|committed|forecasted|required|"
        "needed|minimum|maximum|min target|aim is|to reach|to hit|to get to|wanted|hoped for|"
        "we hoped for|aimed for|targeted|where we need to be|where we want to be|what we want|"
        "what we need|number to beat|to beat|to aim for|to aim at"
    ),
    Signal.FUTURE: (
        "once|assuming|trying for|should be at|should reach|lined up|hoping to|will|we'll|i'll|"
        "it'll|they'll|going to|gonna|might|may|could|should|expect|expected|"
        "expecting|expect to|plan to|planning to|planning|aim|aiming|aiming for|hope|hoping|"
        "hopefully|hope to|next week|next month|next quarter|next sprint|tomorrow|forecast|"
        "forecasting|projected|projecting|projection|on pace for|on course for|tracking towards|"
        "heading to|heading for|want to|need to|trying to|target for next week|by friday|"
        "by monday|by end of|by the end of|by eod|by eom|by eoq|by next|end of month|"
        "end of quarter|end of the month|end of the quarter|end of week|later|soon|would|if|"
        "about to|due|scheduled|scheduled for|coming week|upcoming|eta|intend to|shooting for|"
        "pushing for|push for|until|want|wants|we want|suppose|supposing|what if|unless|imagine|"
        "in case|anticipate|estimated for|to be|must|shall"
    ),
    Signal.NEGATION: (
        "unlikely|unlikely to|unlikely to hit|hard to reach|hard to hit|struggling to|"
        "struggling to get|struggling to hit|doubt|doubt we|missed|fell short of|failed to|not|"
        "isn't|isnt|aren't|arent|wasn't|hasn't|hasnt|haven't|havent|didn't|didnt|don't|dont|"
        "doesn't|doesnt|no|never|not at|not yet|not yet at|not even|still not|nowhere near|"
        "isn't at|yet to reach|yet to hit|failed to reach|short of|far from|couldn't|cannot|"
        "can't|cant|won't|without|none"
    ),
    Signal.UNSURE: (
        "otherwise|depending on|or else|prob|tbc|alone|not counting|only counting|not including|"
        "without counting|"
        "i think|i guess|i believe|maybe|perhaps|probably|not sure|unsure|possibly|seems|"
        "seems like|looks like|apparently|unconfirmed|not final|not finalized|preliminary|"
        "prelim|tentative|provisional|to be confirmed|tbc|tbd|need to check|needs checking|"
        "let me check|will check|need to verify|to verify|need to confirm|will confirm|"
        "to be verified|double check|double-check|estimate|estimated|estimation|guesstimate|"
        "rough|roughly speaking|if i remember|if i recall|iirc|afaik|from memory|could be|"
        "might be|may be|or so|or something|something like|give or take|ish|don't quote me|"
        "dont quote me|subject to|pending confirmation|pending verification|haven't verified|"
        "not verified|unverified|not confirmed|unofficial|to double check|ballpark|"
        "not 100% sure|haven't checked|i suppose|supposedly|presumably|likely|draft number|"
        "draft numbers"
    ),
    Signal.ABOUT: (
        "about|around|approx|approximately|approx.|roughly|circa|ca.|nearly exactly|~|some|"
        "close to exactly|more or less"
    ),
    Signal.BOUND: (
        "over|more than|north of|south of|above|below|under|almost|nearly|at least|at most|"
        "less than|fewer than|close to|just under|just over|just above|just below|upwards of|"
        "beyond|past|exceeds|exceeded|exceeding|beat|higher than|lower than|greater than|"
        "well over|well above|not quite|approaching|somewhere north of|somewhere around|"
        "somewhere between|between|up to around|within|near|shy of|just shy of|passed|surpassed|"
        ">|<|≥|≤|crossed|topped"
    ),
    Signal.OR: "or|or maybe",
    Signal.VAGUE: (
        "a few|few|several|a couple|couple|a couple of|couple of|some more|dozens|dozens of|"
        "a lot|lots|many|slightly|a bit|a little|doubled|tripled|halved|roughly halved|half|"
        "significantly|a handful|handful|hundreds|hundreds of|thousands|thousands of|marginally|"
        "a tad|a touch|somewhat|most|nearly half|about half|most of|a lot more|a bit more|"
        "a bit better|a bit worse|tons|improving|increasing|decreasing|declining|dropping|"
        "rising|trending up|trending down|nearly doubled|almost doubled|half done|halfway|"
        "halfway done|halfway there|half way|half way there"
    ),
}
