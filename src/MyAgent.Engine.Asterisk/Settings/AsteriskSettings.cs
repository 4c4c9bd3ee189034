using System.Text.Json.Serialization;

namespace MyAgent.Engine.Asterisk.Settings;

/// <summary>How the connector reaches one Asterisk, and what callers and agents hear and press: the content of a settings file. Every member has a default.</summary>
internal sealed record AsteriskSettings
{
    /// <summary>The connector's name in the engine (rule 30): another one for each Asterisk. Default asterisk.</summary>
    public string Name { get; init; } = "asterisk";

    /// <summary>The address of Asterisk's web server, such as <c>http://127.0.0.1:8088/</c>; https for TLS. Without it Asterisk dials the connector (<see cref="Listen"/>), and
    /// voice
    /// messages stay on Asterisk's disk, because they can be fetched by HTTP alone. Default http://127.0.0.1:8088/, or none where <see cref="Listen"/> is given.</summary>
    public Uri? Address { get; init; }

    /// <summary>Where the connector listens for Asterisk, which dials it as <c>websocket_client.conf</c> says, such as <c>http://127.0.0.1:8765</c>; null (the default) where the
    /// connector dials Asterisk.</summary>
    public Uri? Listen { get; init; }

    /// <summary>The engine's address as Asterisk reaches it, such as <c>http://10.0.0.1:5080/</c>: from there it plays the voice messages that are lost on its own disk. Null (the
    /// default) for the address by which the connector reaches the engine.</summary>
    public Uri? EngineAddress { get; init; }

    /// <summary>The user of <c>ari.conf</c>, or of <c>websocket_client.conf</c> where Asterisk dials. Default myagent.</summary>
    public string User { get; init; } = "myagent";

    /// <summary>The environment variable that has the user's password, so that no file has it. Default MYAGENT_ASTERISK_PASSWORD.</summary>
    public string PasswordVariable { get; init; } = "MYAGENT_ASTERISK_PASSWORD";

    /// <summary>The Stasis application that the dialplan names. Default myagent.</summary>
    public string Application { get; init; } = "myagent";

    /// <summary>A file with the certificate (PEM) that Asterisk's own must be issued by, or be; null (the default) for the machine's authorities.</summary>
    public string? TrustedCertificate { get; init; }

    /// <summary>The certificate (PEM) of <see cref="Listen"/> with https; null (the default) for none.</summary>
    public string? Certificate { get; init; }

    /// <summary>The private key (PEM) of <see cref="Certificate"/>.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>When an agent's telephone rings: with the offer (the default), or once the agent has accepted it at the desk.</summary>
    public RingMoment Ring { get; init; } = RingMoment.Offered;

    /// <summary>When a caller is answered: on arrival (the default), or with the agent. Until then the caller hears music and announcements as early media.</summary>
    public AnswerMoment Answer { get; init; } = AnswerMoment.Arrival;

    /// <summary>How callers are called back: <c>{number}</c> stands for the number, such as <c>PJSIP/{number}@trunk</c>. Null (the default): the agent dials, after the
    /// message.</summary>
    public string? Dial { get; init; }

    /// <summary>The number that a caller who is called back sees; null (the default) for none.</summary>
    public string? CallerId { get; init; }

    /// <summary>How long a caller who is called back is rung, in seconds, 5 to 300. Default 30.</summary>
    public double DialSeconds { get; init; } = 30;

    /// <summary>When a callback that failed comes back where the queue has no rule for its cause, in minutes. Default 30.</summary>
    public double RetryMinutes { get; init; } = 30;

    /// <summary>The voice message.</summary>
    public MessageSettings Message { get; init; } = new();

    /// <summary>What waiting callers are told.</summary>
    public AnnouncementSettings Announcements { get; init; } = new();

    /// <summary>The keys that an agent presses in a call.</summary>
    public KeySettings Keys { get; init; } = new();

    /// <summary>The sounds.</summary>
    public SoundSettings Sounds { get; init; } = new();

    /// <summary>The codes that agents dial to log in, each with its agent.</summary>
    public IReadOnlyDictionary<string, string> AgentCodes { get; init; } = new Dictionary<string, string>();

    /// <summary>The numbers that agents dial to transfer to a queue or to ask it for advice, each with its queue.</summary>
    public IReadOnlyDictionary<string, string> QueueNumbers { get; init; } = new Dictionary<string, string>();

    /// <summary>The first part of an agent's telephone, before the number by which colleagues transfer to it. Default <c>PJSIP/</c>.</summary>
    public string EndpointPrefix { get; init; } = "PJSIP/";

    /// <summary>Where Asterisk is reached by HTTP; null where it dials, and is not.</summary>
    [JsonIgnore]
    public Uri? HttpAddress => Address ?? (Listen is null ? new Uri("http://127.0.0.1:8088/") : null);
}

/// <summary>When an agent's telephone rings.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RingMoment>))]
internal enum RingMoment
{
    /// <summary>With the offer: answering it accepts.</summary>
    [JsonStringEnumMemberName("offered")]
    Offered,

    /// <summary>Once the agent has accepted the offer at the desk.</summary>
    [JsonStringEnumMemberName("accepted")]
    Accepted,
}

/// <summary>When a caller is answered.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AnswerMoment>))]
internal enum AnswerMoment
{
    /// <summary>On arrival: waiting is part of the call.</summary>
    [JsonStringEnumMemberName("arrival")]
    Arrival,

    /// <summary>When an agent answers, or the caller begins to leave a message.</summary>
    [JsonStringEnumMemberName("agent")]
    Agent,
}

/// <summary>The voice message of a caller who wants to be called back.</summary>
internal sealed record MessageSettings
{
    /// <summary>The key that a waiting caller presses for it; empty for no messages. Default 1.</summary>
    public string Key { get; init; } = "1";

    /// <summary>Its longest length, in seconds; shorter than the queue's <c>recordingLimitSeconds</c>. Default 120.</summary>
    public int MaxSeconds { get; init; } = 120;

    /// <summary>A caller who hangs up sooner than this has left no message, and is gone; in seconds. Default 1.</summary>
    public int MinSeconds { get; init; } = 1;
}

/// <summary>What waiting callers are told (rule 35).</summary>
internal sealed record AnnouncementSettings
{
    /// <summary>After how many seconds for the first time; 0 (the default) for at once.</summary>
    public double FirstAfterSeconds { get; init; }

    /// <summary>How many seconds pass between two; 0 for none at all. Default 30.</summary>
    public double EverySeconds { get; init; } = 30;

    /// <summary>Whether the position is said. Default true.</summary>
    public bool Position { get; init; } = true;

    /// <summary>Whether the estimated wait is said, where there is an estimate. Default true.</summary>
    public bool EstimatedWait { get; init; } = true;
}

/// <summary>The keys that an agent presses in a call; empty for none.</summary>
internal sealed record KeySettings
{
    /// <summary>Hold, and off hold. Default *1.</summary>
    public string Hold { get; init; } = "*1";

    /// <summary>Transfer: a number and # follow. Default *2.</summary>
    public string Transfer { get; init; } = "*2";

    /// <summary>Ask for advice: a number and # follow. Default *3.</summary>
    public string Consult { get; init; } = "*3";

    /// <summary>Hand the caller over to the agent who was asked. Default *4.</summary>
    public string CompleteTransfer { get; init; } = "*4";

    /// <summary>Caller and both agents together. Default *5.</summary>
    public string Conference { get; init; } = "*5";

    /// <summary>Back to the caller: ends the consultation. Default *6.</summary>
    public string EndConsult { get; init; } = "*6";

    /// <summary>After a callback: it is done. Default 1.</summary>
    public string CompleteCallback { get; init; } = "1";

    /// <summary>After a callback: again in <see cref="AsteriskSettings.RetryMinutes"/>. Default 2.</summary>
    public string CallAgain { get; init; } = "2";
}

/// <summary>The sounds, as Asterisk names them: files, or <c>tone:</c> and so on. The defaults are Asterisk's own; the language is that of the channel.</summary>
internal sealed record SoundSettings
{
    /// <summary>The class of music on hold; null (the default) for the channel's.</summary>
    public string? Music { get; init; }

    /// <summary>Before the position, and after it.</summary>
    public IReadOnlyList<string> Position { get; init; } = ["sound:queue-thereare", "number:{position}", "sound:queue-callswaiting"];

    /// <summary>For the first in line.</summary>
    public IReadOnlyList<string> First { get; init; } = ["sound:queue-youarenext"];

    /// <summary>The estimated wait, in whole minutes.</summary>
    public IReadOnlyList<string> EstimatedWait { get; init; } = ["sound:queue-holdtime", "number:{minutes}", "sound:queue-minutes"];

    /// <summary>Speak after the tone.</summary>
    public IReadOnlyList<string> Message { get; init; } = ["sound:vm-intro"];

    /// <summary>Type the number at which to be called back, and #.</summary>
    public IReadOnlyList<string> Number { get; init; } = ["sound:vm-enter-num-to-call"];

    /// <summary>You will be called back.</summary>
    public IReadOnlyList<string> Goodbye { get; init; } = ["sound:vm-msgsaved", "sound:vm-goodbye"];

    /// <summary>It was done.</summary>
    public IReadOnlyList<string> Done { get; init; } = ["sound:beep"];

    /// <summary>It could not be done.</summary>
    public IReadOnlyList<string> Failed { get; init; } = ["sound:beeperr"];

    /// <summary>Type your code, and #.</summary>
    public IReadOnlyList<string> Code { get; init; } = ["sound:agent-user"];

    /// <summary>What an agent hears while a caller is called back.</summary>
    public IReadOnlyList<string> Ringing { get; init; } = ["tone:ring"];

    /// <summary>What an agent hears where the caller is busy or not reached.</summary>
    public IReadOnlyList<string> Busy { get; init; } = ["tone:busy"];

    /// <summary>Every sound that is a file, without its scheme.</summary>
    [JsonIgnore]
    public IEnumerable<string> Files =>
        new[] { Position, First, EstimatedWait, Message, Number, Goodbye, Done, Failed, Code, Ringing, Busy }.SelectMany(sounds => sounds)
            .Where(sound => sound.StartsWith("sound:", StringComparison.Ordinal)).Select(sound => sound["sound:".Length..]).Distinct();
}
