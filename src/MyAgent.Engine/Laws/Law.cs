namespace MyAgent.Engine.Laws;

/// <summary>One of the engine's laws: what is always true, and how a journal shows it.</summary>
/// <param name="Number">Its number, which it keeps for ever; not every number has a law.</param>
/// <param name="Title">A few words.</param>
/// <param name="Sentence">The law.</param>
/// <param name="Check">How a journal is checked against it, or why that is not possible.</param>
internal sealed record Law(int Number, string Title, string Sentence, string Check)
{
    /// <summary>All laws, in order of their numbers.</summary>
    public static IReadOnlyList<Law> All { get; } =
    [
        new(1, "One contact, one agent",
            "An agent has at most one offer or engagement; a contact is with at most one agent.",
            "Each grant and each offer is held against what the agent and the contact already have; who has what agrees on both sides within the travel time."),
        new(2, "An offer has one end",
            "Each offer ends in exactly one of accepted, rejected, missed, withdrawn.",
            "Queue and agent each begin and end it once, in an order that news can have travelled, with the same outcome unless their ends crossed."),
        new(3, "No contact in limbo",
            "Every contact that is not finished is waiting, recording, offered, engaged or scheduled; none is in limbo.",
            "Each event of a contact is legal where the contact stands; what moves arrives, and what an agent gives back is taken back, within the travel time."),
        new(4, "No ringing for a caller who is gone",
            "After the caller has hung up no agent keeps ringing for them.",
            "The agent closes the offer of an abandoned contact within the travel time."),
        new(5, "The place changes by command alone",
            "The order key changes only by an explicit command, recorded with who did it.",
            "Every key in the journal is the one before it, unless a person's command or a scheduled re-entry changed it."),
        new(6, "No contact is passed over",
            "No contact is served by an agent while an older one of the same or higher priority in the same queue was eligible for that agent at that moment.",
            "At each offer no contact ahead of it was beyond doubt eligible for the agent, as the queue knew it then."),
        new(7, "A callback stands where its call stood",
            "A callback request has the order key of its call.",
            "The key of a callback request is that of its call, and the key of a call that resumes a callback is that of the callback."),
        new(8, "Work conservation",
            "At rest no eligible free agent and eligible waiting contact exist side by side.",
            "No such pair lasts longer than the travel time; outright at rest."),
        new(9, "A deadline acts once",
            "A deadline acts at most once, and only in the state that set it.",
            "Each event that a deadline causes finds the state that set it, and its instant has come."),
        new(10, "Wrap-up blocks every queue",
            "Wrap-up in one queue blocks the agent in all queues.",
            "A wrap-up that is due begins, lasts as long as the assignment says, and no offer is granted in it."),
        new(11, "Withdrawn is not missed",
            "Withdrawn offers are not misses.",
            "The misses and the rejects in a row are counted again: an agent stops responding exactly when they reach their limit."),
        new(12, "A remembered request is not lost",
            "A remembered break or log-out is never lost: it is what follows, instead of available.",
            "Whatever would make the agent available is followed by the remembered request in the same decision."),
        new(13, "Counters count",
            "Every counter equals a count over the journal.",
            "Attempts, offer numbers, serial numbers, revisions and the figures of alarms are counted again; Counts has the totals for the views."),
        new(14, "No more callbacks than agents for them",
            "Offered callbacks never exceed free callback-enabled agents.",
            "Each callback is offered to an agent of its own who takes callbacks and has nothing else from the queue, as the queue knew it then."),
        new(15, "Scheduled callbacks come back on time",
            "A scheduled callback re-enters at its date (or at the opening that follows it), never before, exactly once, whatever restarts in between.",
            "Re-entry is at or after the date, while open, once, and within the travel time of the journal's clock passing it."),
        new(16, "Replay gives the same state",
            "Replaying the journal gives the same state, the same order and the same deadlines.",
            "By SnapshotLaw, which holds a snapshot against a replay; the stream alone cannot show it."),
        new(17, "A command acts once",
            "A command repeated with the same command id, while it is remembered, has no second effect and gets the same answer.",
            "No remembered command id causes a second decision of the entity, whether of the same command or of another. The answers themselves are not in the journal."),
        new(18, "A clock that steps back is harmless",
            "A clock that steps back neither fires nor blocks anything.",
            "The instants of an entity's events never go back."),
        new(19, "What was acknowledged survives",
            "What has been acknowledged survives a kill at any moment.",
            "Sequence numbers have no gaps and orderings grow. That an acknowledged event is there at all must be shown from outside."),
        new(20, "Every part has its code",
            "A served contact of a queue with required codes ends with exactly one code.",
            "Each agent's part of a contact ends with a code where its offer carried a default: one of the codes that the offer carried, and the default only where the agent "
            + "chose none and did not press Available."),
        new(21, "No position rises",
            "The position that a caller is told never rises.",
            "By PositionLaw, which asks the queue after its events, in a replay too; the stream does not say what callers were told."),
        new(22, "A transfer arrives once",
            "A transferred contact is in one place: its line, its agent or its move; it arrives once.",
            "Each transfer in a queue is one that the contact's agent made, and was not made there before; each arrival by transfer is one that is under way, and has not "
            + "arrived before, while the queue that it comes from has it with no agent. A contact that is handed over is offered to the agent of its consultation, who lets "
            + "that go for it."),
        new(23, "No call for a telephone that cannot ring",
            "An agent whose endpoint is not reachable is offered no call.",
            "No agent is granted a call or callback, or keeps an open offer of one, while its journal says that its endpoint is busy or unreachable; and an agent hears "
            + "within the travel time what is reported of its endpoint."),
        new(24, "A window holds no more than its capacity",
            "A window never holds more callbacks than its capacity.",
            "Each booking finds its window, with all that is promised for its time, below the capacity that the queue has then; what was booked before it was lowered stays."),
        new(26, "No offer loops",
            "No contact is offered to the same agent again within the repeat time after that agent rejected it.",
            "Each offer is held against the agent's last rejection of the contact in this queue. "
            + "A rejection without a reason was written by an engine from before this law, and does not count."),
        new(27, "No caller loses a callback to another",
            "A callback is superseded only by a contact of that same known caller.",
            "The call that takes a callback's place has the callback's caller and, where it names the callback, its number. "
            + "A call that names none was written by an engine from before this law, which compared the caller alone."),
        new(28, "A recording ends",
            "No contact is left in recording beyond its limit.",
            "Each recording that has a limit is over within the travel time of the journal's clock passing it. "
            + "A recording without one was begun by an engine from before this law."),
        new(29, "An id is one contact",
            "A contact id is not given to another contact of its queue while the first is open or among the last 10 000 finished there.",
            "Each arrival is held against the ids of those finished in its queue, or elsewhere after they had gone on from it. "
            + "An arrival without an id of its own was written by an engine from before this law, and does not count."),
        new(30, "Who ended it is known",
            "The end of a contact says who ended it: one who can end a contact so.",
            "Each end is held against its outcome and, where it was the agent's, against who caused it. "
            + "The end of a contact whose arrival has no id may have been written by an engine from before this law, and does not count."),
        new(31, "A lost connector's calls are not offered",
            "No call is offered while its queue knows that the connector is lost; open offers of its calls are then withdrawn.",
            "Each offer is held against what its queue has heard of the call's connector; and each queue hears within the travel time that a connector was lost or returned."),
        new(32, "One telephone, one agent",
            "Two logged-in agents never have the same endpoint.",
            "Each log-in is held against the endpoints of the agents who are logged in."),
        new(35, "No consultation outlives its contact",
            "A consultation ends with the contact that it is about, and its agent knows when it is over.",
            "Each agent has one consultation at a time, about the current contact; its end on one side is followed by its end on the other within the travel time."),
    ];
}
