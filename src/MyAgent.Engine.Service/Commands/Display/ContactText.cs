using System.Globalization;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Service.Api.Contacts;

namespace MyAgent.Engine.Service.Commands.Display;

/// <summary>Contacts as people read them.</summary>
internal static class ContactText
{
    /// <summary>Writes contacts: where a contact is done, its outcome takes the place of its state.</summary>
    public static void WriteAll(Terminal terminal, IEnumerable<ListedContact> contacts) => terminal.Table(
        ["Since (UTC)", "Contact", "Queue", "Caller", "State", "Agent", "Wait", "Talk"],
        contacts.Select(contact => new[]
        {
            contact.OriginAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), contact.ContactId.Value, contact.QueueId.Value,
            contact.Caller?.Value ?? contact.Number, DisplayFormat.Of(contact.Outcome) ?? DisplayFormat.Of<ContactState>(contact.State),
            (contact.AgentId ?? (contact.Agents is [.., var last] ? last : (AgentId?)null))?.Value, DisplayFormat.Duration(contact.WaitSeconds),
            DisplayFormat.Duration(contact.TalkSeconds),
        }));
}
