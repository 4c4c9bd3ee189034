using MyAgent.Engine.Agents;
using MyAgent.Engine.Projections.Contacts;

namespace MyAgent.Engine.Projections.Boards;

/// <summary>A part of a list, as it was at one moment.</summary>
/// <param name="AsOf">The ordering of the newest event that it shows; a client that follows the journal from there misses no event.</param>
/// <param name="Version">The ordering of the newest event that changed the list, this part of it or another.</param>
/// <param name="Total">The number of items in the whole list.</param>
/// <param name="Items">The part.</param>
/// <param name="Next">The cursor of the next page; null at the end of the list.</param>
internal sealed record BoardPage<T>(long AsOf, long Version, int Total, IReadOnlyList<T> Items, string? Next);

/// <summary>A part of the list of agents.</summary>
/// <param name="Page">The part.</param>
/// <param name="StatusCounts">The number of agents in each status.</param>
internal sealed record AgentPage(BoardPage<AgentAnswer> Page, IReadOnlyDictionary<AgentStatus, int> StatusCounts);

/// <summary>The contacts that are not done, as they were at one moment.</summary>
/// <param name="AsOf">The ordering of the newest event that they show; a client that follows the journal from there misses no event.</param>
/// <param name="Contacts">The contacts.</param>
internal sealed record OpenContacts(long AsOf, IReadOnlyList<OpenContact> Contacts);

/// <summary>A contact that is not done.</summary>
/// <param name="Contact">The contact.</param>
/// <param name="Position">Its place in the waiting list, from 1; null where it is not in it.</param>
internal sealed record OpenContact(ContactRecord Contact, int? Position);
