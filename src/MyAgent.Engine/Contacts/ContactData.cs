using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Contacts;

/// <summary>What the connector knows of a contact (rule 27). It goes with the contact through offers, callbacks and other queues; no rule reads it.</summary>
/// <param name="Called">The number or address that was reached, at most <see cref="MaxCalledLength"/> characters; null where it is not known.</param>
/// <param name="Subject">What it is about, for people, at most <see cref="MaxSubjectLength"/> characters; null where it is not known.</param>
/// <param name="Link">An http or https address about the contact, which the agent's desk opens only on request, at most <see cref="MaxLinkLength"/> characters;
/// null for none.</param>
/// <param name="Attributes">What else is known, at most <see cref="ContactAttributes.MaxBytes"/> bytes; null for nothing.</param>
public sealed record ContactData(string? Called = null, string? Subject = null, string? Link = null, ContactAttributes? Attributes = null)
{
    /// <summary>The longest <see cref="Called"/>, in characters.</summary>
    public const int MaxCalledLength = 128;

    /// <summary>The longest <see cref="Subject"/>, in characters.</summary>
    public const int MaxSubjectLength = 200;

    /// <summary>The longest <see cref="Link"/>, in characters.</summary>
    public const int MaxLinkLength = 2048;

    /// <summary>Nothing is known.</summary>
    public static readonly ContactData None = new();

    /// <summary>The same with an object of no attributes counted as none; null where nothing is known.</summary>
    public ContactData? OrNothing()
    {
        var known = Attributes is { IsEmpty: true } ? this with { Attributes = null } : this;
        return known == None ? null : known;
    }

    /// <summary>Refuses data that is too long, has control characters or a link that is no http or https address; null where all is well.</summary>
    public Refusal? Refuse() =>
        RefuseText(Called, "called", MaxCalledLength)
        ?? RefuseText(Subject, "subject", MaxSubjectLength)
        ?? (Link is null || IsWebAddress(Link) ? null : Refusals.Invalid("badLink", "link", Uri.UriSchemeHttp, Uri.UriSchemeHttps, Text(MaxLinkLength)))
        ?? (Attributes is null || Attributes.Bytes <= ContactAttributes.MaxBytes
            ? null
            : Refusals.Invalid("attributesTooLarge", "attributes", Text(ContactAttributes.MaxBytes)));

    private static Refusal? RefuseText(string? text, string field, int maxLength) =>
        text is null || (text.Length <= maxLength && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl))
            ? null
            : Refusals.Invalid("badText", field, field, Text(maxLength));

    private static bool IsWebAddress(string link) =>
        link.Length <= MaxLinkLength
        && !link.Any(character => char.IsWhiteSpace(character) || char.IsControl(character))
        && Uri.TryCreate(link, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.UserInfo.Length == 0;

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
