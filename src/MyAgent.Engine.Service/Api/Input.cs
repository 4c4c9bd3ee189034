using System.Text.RegularExpressions;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Texts;

namespace MyAgent.Engine.Service.Api;

/// <summary>Checks ids, numbers and texts of clients before they reach the engine.</summary>
internal static partial class Input
{
    /// <summary>What an id looks like.</summary>
    public const string IdPattern = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    /// <summary>What an endpoint looks like.</summary>
    public const string EndpointPattern = "[A-Za-z0-9+][A-Za-z0-9._+@:/-]{0,79}";

    /// <summary>The longest caller address, in characters.</summary>
    public const int MaxAddressLength = 128;

    /// <summary>The longest name or reason, in characters.</summary>
    public const int MaxTextLength = 200;

    /// <summary>The longest note, in characters.</summary>
    public const int MaxNoteLength = 2000;

    /// <summary>The highest priority.</summary>
    public const int MaxPriority = 99;

    /// <summary>The queue that a text names.</summary>
    public static QueueId Queue(string text, string field = "queueId") => new(Id(text, field));

    /// <summary>The agent that a text names.</summary>
    public static AgentId Agent(string text, string field = "agentId") => new(Id(text, field));

    /// <summary>The endpoint that a text names (rule 28).</summary>
    public static EndpointId Endpoint(string text, string field = "endpoint") => IsEndpoint().IsMatch(text)
        ? new EndpointId(text)
        : throw BadId(field, text.Length == 0 ? Empty(field) : $"'{field}' is no endpoint: letters, digits and . _ + @ : / -, at most 80, the first a letter, a digit or +.");

    /// <summary>The contact that a text names.</summary>
    public static ContactId Contact(string text, string field = "contactId") => new(Id(text, field));

    /// <summary>The connector that a text names.</summary>
    public static ConnectorId Connector(string text, string field = "connectorId") => new(Id(text, field));

    /// <summary>The wrap-up code that a text names. Whether the queue has it is for the engine to say.</summary>
    public static WrapUpCodeId WrapUpCode(string text, string field) => new(Id(text, field));

    /// <summary>The time zone that a text names.</summary>
    public static TimeZoneInfo TimeZone(string text, string field) =>
        !text.Contains("..", StringComparison.Ordinal) && TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone)
            ? zone
            : throw Problem.BadInput("badTimeZone", field, $"'{field}' must be the IANA name of a time zone, such as Europe/Paris.").AsException();

    /// <summary>The offer that a text names. Whether there is one is for the agent to say.</summary>
    public static OfferId Offer(string text, string field = "offerId") =>
        IsOfferId().IsMatch(text) ? OfferId.FromText(text) : throw BadId(field, TroubleOfId(text, field)!);

    /// <summary>The caller that a text names.</summary>
    public static CallerAddress Caller(string text, string field = "caller") =>
        new(Text(CallerAddress.FromText(text).Value, field, MaxAddressLength));

    /// <summary>The entity that a text names: <c>agent-ana</c>, <c>queue-sales</c>, <c>caller-+33123456789</c>,
    /// <c>connector-pbx</c>, <c>endpoint-PJSIP%2F2001</c>.</summary>
    public static EntityAddress Entity(string text, string field = "persistenceId")
    {
        EntityAddress named;
        try
        {
            named = EntityAddress.Parse(text);
        }
        catch (FormatException)
        {
            throw BadId(field, TroubleOfEntity(field));
        }
        return named.Kind switch
        {
            EntityKind.Agent => Agent(named.Id, field).Address,
            EntityKind.Queue => Queue(named.Id, field).Address,
            EntityKind.Connector => Connector(named.Id, field).Address,
            EntityKind.Endpoint => Endpoint(named.Id, field).Address,
            _ => Caller(named.Id, field).Address,
        };
    }

    /// <summary>A text of 1 to <paramref name="maxLength"/> characters without control characters.</summary>
    public static string Text(string text, string field, int maxLength = MaxTextLength)
    {
        if (text.Length > maxLength || string.IsNullOrWhiteSpace(text) || text.Any(char.IsControl))
            throw Problem.BadInput("badText", field, $"'{field}' must have 1 to {maxLength} characters and no control characters.").AsException();
        return text;
    }

    /// <summary>A text of 1 to <see cref="MaxNoteLength"/> characters, which may have several lines.</summary>
    public static string Note(string text, string field)
    {
        if (text.Length > MaxNoteLength || string.IsNullOrWhiteSpace(text) || text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')))
            throw Problem.BadInput("badText", field, $"'{field}' must have 1 to {MaxNoteLength} characters and no control characters but line ends and tabs.").AsException();
        return text;
    }

    /// <summary>Settings that are all within their ranges.</summary>
    public static TSettings InRange<TSettings>(TSettings settings)
        where TSettings : class => SettingRanges.Refuse(settings) is { } refusal ? throw OutOfRange(refusal) : settings;

    /// <summary>A whole number between two others, both included.</summary>
    public static void Whole(int? value, string field, int min, int max = int.MaxValue)
    {
        if (value < min || value > max)
            throw OutOfRange(field, max == int.MaxValue ? $"at least {min}" : $"{min} to {max}");
    }

    /// <summary>A time in seconds, more than 0.</summary>
    public static void PositiveSeconds(double? value, string field)
    {
        if (value is not (null or (> 0 and <= TimeRange.MaxSeconds)))
            throw OutOfRange(field, $"more than 0 and at most {TimeRange.MaxSeconds:0} seconds");
    }

    /// <summary>A list that names nothing twice.</summary>
    public static void Distinct<T>(IReadOnlyList<T> values, string field)
    {
        var seen = new HashSet<T>();
        for (var index = 0; index < values.Count; index++)
        {
            if (!seen.Add(values[index]))
                throw Problem.BadInput("givenTwice", $"{field}[{index}]", $"'{field}' names {values[index]} twice.").AsException();
        }
    }

    /// <summary>The problem of a value that the rules find outside its range.</summary>
    public static ProblemException OutOfRange(Refusal refusal) => Problem.BadInput(refusal.Code, refusal.Field!, RefusalTexts.Of(refusal)).AsException();

    /// <summary>The problem of a value outside its range.</summary>
    public static ProblemException OutOfRange(string field, string range) =>
        Problem.BadInput("outOfRange", field, $"'{field}' must be {range}.").AsException();

    /// <summary>What is wrong with an id; null where nothing is.</summary>
    /// <param name="text">The id.</param>
    /// <param name="name">What it is called.</param>
    public static string? TroubleOfId(string text, string name) =>
        IsId().IsMatch(text) ? null : text.Length == 0 ? Empty(name) : NoId(name);

    private static string TroubleOfEntity(string name) => $"'{name}' is not an entity's id, such as agent-ana, queue-sales, caller-+33123456789 or endpoint-PJSIP%2F2001.";

    private static string Id(string text, string field) => TroubleOfId(text, field) is { } trouble ? throw BadId(field, trouble) : text;

    private static string Empty(string name) => $"'{name}' is empty.";

    private static string NoId(string name) => $"'{name}' is not an id: letters, digits, '.', '_' and '-', at most 64, the first a letter or digit.";

    private static ProblemException BadId(string field, string trouble) => Problem.BadInput("badId", field, trouble).AsException();

    [GeneratedRegex("^" + IdPattern + @"\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsId();

    [GeneratedRegex("^" + EndpointPattern + @"\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsEndpoint();

    [GeneratedRegex("^" + IdPattern + @"(\.[0-9]{1,19})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsOfferId();
}
