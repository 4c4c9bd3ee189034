namespace MyAgent.Engine.Projections.Contacts;

/// <summary>The order of a waiting list: by order key, then by the ordinal order of the ids.</summary>
internal sealed class WaitingListOrder : IComparer<ContactRecord>
{
    /// <summary>The only instance.</summary>
    public static readonly WaitingListOrder Instance = new();

    /// <inheritdoc/>
    public int Compare(ContactRecord? x, ContactRecord? y)
    {
        var byKey = x!.Contact.Key.CompareTo(y!.Contact.Key);
        return byKey != 0 ? byKey : string.CompareOrdinal(x.ContactId.Value, y.ContactId.Value);
    }
}
