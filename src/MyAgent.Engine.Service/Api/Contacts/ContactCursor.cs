using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Service.Api.Contacts;

/// <summary>Names the places between the pages of one search. A cursor of another search is refused: its page would begin in the middle of nowhere.</summary>
/// <param name="filter">The filter of the search.</param>
internal sealed class ContactCursor(ContactFilter filter)
{
    private readonly string _search = HashOf(filter);

    /// <summary>The name of a place.</summary>
    public string NameOf(ContactPlace place) => string.Create(CultureInfo.InvariantCulture, $"contacts {_search} {place.OriginAt} {place.Arrived}");

    /// <summary>The place of a name.</summary>
    /// <exception cref="ProblemException">400: this search did not give it.</exception>
    public ContactPlace PlaceOf(string name) =>
        name.Split(' ') is ["contacts", var search, var origin, var arrived] && search == _search
            && long.TryParse(origin, NumberStyles.None, CultureInfo.InvariantCulture, out var originAt)
            && long.TryParse(arrived, NumberStyles.None, CultureInfo.InvariantCulture, out var ordering)
                ? new ContactPlace(originAt, ordering)
                : throw Paging.BadCursor();

    private static string HashOf(ContactFilter filter)
    {
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{filter.Caller}\n{filter.Agent}\n{filter.Queue}\n{filter.Connector}\n{List(filter.AnyQueue)}\n{List(filter.States)}\n{List(filter.Outcomes)}\n{filter.Code}\n"
            + $"{filter.From?.UtcTicks}\n{filter.To?.UtcTicks}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));

        static string List<T>(IEnumerable<T>? values) => values is null ? "" : string.Join(',', values.Select(value => $"{value}").Order(StringComparer.Ordinal));
    }
}
