"""English phrases that say something of a subject without a figure."""

from bot.domain.replies.signals import Signal

ENGLISH_STATEMENTS: dict[Signal, str] = {
    Signal.NO_CHANGE: (
        "same as last wk|same as lst week|no chg|no chnage|unch|nothing moved|no change|"
        "no changes|unchanged|nothing changed|nothing new|no movement|same|same as last week|"
        "same as before|same as last time|the same|the same as last week|stays the same|"
        "stayed the same|remains the same|remained the same|flat|steady|n/c|nc|"
        "no update on this|hasn't changed|hasn't moved|has not changed|has not moved|"
        "haven't changed|have not changed|haven't moved|have not moved|didn't change|"
        "did not change|didn't move|did not move|not changed|not moved|no difference|"
        "as last week|as is|stable|as before|still the same|still same|same number|same numbers|"
        "same value|idem|not change|no changed|same only|did not move|is flat|holding steady|"
        "held steady|stuck|no progress|no new progress|"
        "nothing to report|stagnant|no news|no diff|as last time|like last week|same here|ditto|"
        "remains unchanged|zero change"
    ),
    Signal.STILL: (
        "still|still at|remains|remains at|remain at|remained at|stays at|stay at|stuck at|"
        "holding at|held at|holds at|flat at|steady at|stable at|unchanged at|same at|still on|"
        "keeping at|kept at|maintained at|maintaining|no change at|the same at"
    ),
    Signal.SKIP: (
        "skip|skipping|skip this week|pass|pass this week|skip it|skip for now|skip this one|"
        "please skip|skipped|n/a|not applicable|leave it|nothing for"
    ),
    Signal.DONE: (
        "done|done and dusted|is done|are done|complete|completed|finished|is complete|"
        "are complete|fully done|achieved|accomplished|wrapped up|is finished|"
        "goal met|target met|met the target|met target|hit the target|hit target|hit the goal|"
        "past the target|target reached|reached the target|reached target|reached our target|"
        "fully complete|delivered it|closed out|100% done|crossed the finish line|signed off|"
        "we're past the target|we're past target|above target|ahead of target|beat the target|"
        "exceeded the target|exceeded target"
    ),
    Signal.LIVE: (
        "shipped it|live now|went live|is live|launched|live|released|rolled out|opened|is out|"
        "in production|up and running|has launched|shipped|open now|is open|is now live|"
        "are live|deployed|signed|delivered|installed|running|operational|in use|commissioned|"
        "in service|installed and running|submitted|filed|published|approved|certified|granted|"
        "obtained|implemented|in place|adopted|finalised|finalized|handed over|cut over|merged|"
        "migrated|passed|awarded|accredited|inaugurated|moved in"
    ),
    Signal.NEARLY: (
        "launched in staging|live in staging|in staging|on staging|in beta|for beta users|"
        "to beta users|"
        "for internal users|internally|to a pilot group|in pilot|launched in beta|beta launched|"
        "soft launched|soft-launched|soft launch|done except|done except for|complete except|"
        "done apart from|just waiting for|only waiting for|almost done|nearly done|"
        "almost complete|nearly complete|almost finished|"
        "nearly finished|mostly done|close to done|about done|just about done|nearly there|"
        "almost there|partially done|partly done"
    ),
    Signal.NOT_DONE: (
        "not done|not complete|not completed|not finished|isn't done|isn't finished|"
        "isn't complete|aren't done|not done yet|not yet done|incomplete|unfinished|"
        "not launched|not shipped|not live|not started|hasn't started|haven't started|"
        "not yet started|not signed|not yet|in progress|still in progress|wip|pending|"
        "still pending|to do|not ready|isn't live|hasn't launched|hasn't shipped|"
        "not launched yet|not yet launched|haven't finished|hasn't finished|on hold|paused|"
        "delayed|not delivered|didn't finish|work in progress|missed the target|missed target|"
        "not met|target not met|not achieved"
    ),
    Signal.NO_FIGURE: (
        "no number yet|no numbers yet|no data yet|no data|no figure yet|no figures yet|"
        "don't have the number|don't have numbers|don't have the numbers|don't have data|"
        "numbers not in|numbers aren't in|will send later|will update later|will send|"
        "will share|update later|waiting for data|waiting for numbers|waiting for the report|"
        "waiting on data|waiting on numbers|awaiting data|awaiting numbers|not measured|"
        "not measured yet|haven't measured|no reading|no reading yet|data pending|"
        "numbers pending|not available|not available yet|not in yet|n/a yet|report not out|"
        "no report yet|no update yet|no update|will report|get back to you|to follow|"
        "data is not ready|numbers to come|coming later|don't know yet"
    ),
    Signal.ON_TRACK: (
        "on track|ontrack|on-track|on schedule|on plan|green|going as planned|ahead of schedule|"
        "ahead of plan|as planned|still on track|right on track|well on track|tracking well|"
        "on target|tracking to plan"
    ),
    Signal.AT_RISK: (
        "at risk|at-risk|is at risk|risky|yellow|amber|in danger|some risk|has risk|"
        "slightly at risk|a bit at risk|at some risk"
    ),
    Signal.OFF_TRACK: (
        "off track|off-track|offtrack|behind schedule|behind plan|red|not on track|"
        "isn't on track|behind target|way behind|falling behind|fallen behind|way off track|"
        "no longer on track|off plan|delayed vs plan"
    ),
    Signal.SLOW: (
        "behind|slow|a bit behind|slightly behind|a bit slow|running late|running behind|lagging"
    ),
    Signal.CONFIDENCE: (
        "confidence|confident|conf|confidence level|confidence score|confidence is|"
        "fairly confident|very confident|quite confident|confidence at|my confidence|"
        "confidence now|confidence dropped|confidence dropped to|confidence down|"
        "confidence down to|confidence up|confidence up to|confidence still|pretty confident|"
        "less confident|more confident|not very confident|somewhat confident|feeling confident|"
        "confid|conf."
    ),
    Signal.REASON: (
        "because|because of|due to|since we|as we|owing to|reason|reason is|reason:|"
        "caused by|driven by|mostly because|mainly due to|on account of|so that|after|when|"
        "cause|cuz|coz|bc|as the|given"
    ),
    Signal.BLOCKER: (
        "blocked|blocked by|blocked on|blocker|blockers|blocker is|blocking|waiting for|"
        "waiting on|awaiting|stuck on|stuck with|stuck waiting|need help|needs help|"
        "need support|lack of|lacking|missing|short on|shortage of|short of staff|held up by|"
        "held up|depends on|dependent on|depending on|pending approval|issue with|issues with|"
        "problem with|problems with|hampered by|bottleneck|impediment|risk is|risk:|concern|"
        "facing issue|facing issues|facing a problem|facing problems|struggling with|slowed by|"
        "delayed by|hit by|hindered by"
    ),
    Signal.CORRECTION: (
        "meant|sorry|actually|correction|make that|i mean|i meant|"
        "no wait|wait no|oh wait|wait ,|rather|should be|should read|should have been|edit|"
        "fixed|in fact|apologies|correct is|correct number is|meant to say"
    ),
    Signal.MISTAKE: (
        "my bad|oops|whoops|typo|i misread|misread|mistyped|wrong number|wrong figure|"
        "that's wrong|that was wrong|my mistake|that's another|that is another|that was another|"
        "not our number|not our numbers|wrong team|wrong region"
    ),
    Signal.NOT_BUT: "instead of|rather than|and not|not the",
    Signal.RETRACTION: (
        "scrap that|scratch that|wrong branch|ignore that|ignore this|ignore it|never mind|"
        "nevermind|nvm|disregard|disregard that|forget that|forget it|no idea|strike that|"
        "cancel that|don't record|do not record|don't log|do not log|don't save|please ignore|"
        "ignore the above|ignore my last|take that back|hold off|hold on|don't count|"
        "do not count|don't use that|withdraw"
    ),
    Signal.REST: (
        "the rest|rest|others|the others|everything else|all others|all the others|other krs|"
        "the other krs|the other ones|other ones|remaining|the remaining|the remaining krs|"
        "remaining krs|the other two|other two|the other|everything other|all other|"
        "all other krs|rest of them|the rest of them|the rest of the krs|remaining ones"
    ),
    Signal.ALL: (
        "all|all of them|all of it|everything|both|both of them|each|every kr|any of them|"
        "all krs|any kr|overall|across the board|all three|all two|all four|all five|all 3|any|"
        "every one|everyone of them|all items|the lot|all around|all the krs|in general|"
        "generally|whole thing|for all|for both"
    ),
    Signal.THIS_PERIOD: (
        "this week|in the week|this month|for the week|for this week|today alone|"
        "this week alone|in the last week|over the last week|this sprint|this quarter|"
        "during the week|for the month|in the past week|past week|in the last 7 days|"
        "this period|this shift|this morning"
    ),
    Signal.MADE: (
        "did|made|closed|signed|hired|published|sold|shipped|won|booked|delivered|got|wrote|"
        "opened|added|produced|completed|trained|processed|recruited|landed"
    ),
    Signal.EXCEPT: "except|except for|apart from|other than|aside from|besides|excluding",
    Signal.CONTRAST: "but|however|though|although|yet|while|whereas",
    Signal.AND: "and|&|plus|with",
    Signal.SAMPLE: (
        "users|ratings|reviews|responses|respondents|surveys|answers|votes|replies|customers|"
        "patients|parents|students|employees|guests|people|samples|tickets|orders|participants|"
        "clients|drivers|submissions|forms|calls"
    ),
    Signal.FOREIGN: (
        "benchmark|industry|industry average|competitor|competitors|market average|peers|"
        "other team|another team|average company|sector|rival|competitor's|competitors'|rival's|"
        "industry's|sector's|the market's|peers'"
    ),
    Signal.SPAN: (
        "within|in the last|in the past|over the past|over the last|for the past|ago|"
        "for the last|every|each week"
    ),
    Signal.HENCE: "so|hence|therefore|thus|as a result|which means|meaning",
    Signal.FILLER: (
        "before i forget|want to share|unlike last month|unlike last week|"
        "monday|tuesday|wednesday|thursday|friday|saturday|sunday|since monday|since|nah|nope|"
        "since january|since february|since march|since april|since may|since june|since july|"
        "since august|since september|since october|since november|since december|since last|"
        "last monday|last tuesday|last wednesday|last thursday|last friday|"
        "the|a|an|we|i|you|our|my|it|this|that|of|in|on|for|team|hi|hello|hey|all good|good|"
        "great|nice|well|just|only|already|please|pls|plz|thanks|thank you|thx|ok|okay|been|be|"
        "being|am|i'm|we're|were at|there|here|also|then|than|as|week|month|quarter|day|update|"
        "updates|updated|status|progress|report|reporting|number|numbers|figure|figures|kr|krs|"
        "kpi|okr|about|very|quite|fairly|pretty|really|right now|at the moment|as of now|"
        "as of today|as of|per|latest numbers|boss|guys|folks|everyone|team's|mr|ms|sir|madam|"
        "cheers|fyi|btw|lol|yay|yes|yeah|yep|sure|me|us|them|these|those|its|their|his|her|your|"
        "what|which|check|check-in|checkin|monthly|weekly|daily|again|too|even|finally|"
        "continues|continue|keep|keeps|going|goes|gone|went|come|comes|came|looking|looks|look|"
        "feel|feeling|doing|do|does|having|had|sits|stands|standing|ended|end|start|score|rate|"
        "level|point|mark|per dashboard|dashboard|according to|wk|btw,|super|still good|healthy|"
        "fine|solid|strong|bot|team lead"
    ),
}
