using System.Globalization;
using System.Text.Json;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Service.Api;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Problems;
using nietras.SeparatedValues;

namespace MyAgent.Engine.Service.Commands.Replay;

/// <summary>Reads recorded traffic: CSV with a header line, in which the columns may stand in any order.</summary>
internal static class TrafficFile
{
    private const double MaxSeconds = 86_400 * 366;

    private static readonly string[] Columns = ["at", "queue", "media", "caller", "handleSeconds", "patienceSeconds", "callback"];
    private static readonly string[] NeededColumns = ["at", "queue", "media", "caller"];

    /// <summary>The contacts in the order in which they came.</summary>
    /// <exception cref="WrongCallException">The file cannot be read; names line and column.</exception>
    public static IReadOnlyList<RecordedContact> Read(string path)
    {
        try
        {
            using var rows = Sep.New(',').Reader(csv => csv with { HasHeader = false, Unescape = true, Trim = SepTrim.All, DisableColCountCheck = true }).FromFile(path);
            string[]? header = null;
            var contacts = new List<RecordedContact>();
            foreach (var row in rows)
            {
                var (place, cells) = ($"{path}, line {row.LineNumberFrom}", row[..].ToStringsArray());
                if (cells.Any(cell => cell.Contains('\n', StringComparison.Ordinal)))
                    throw new WrongCallException($"{place}: a quotation mark is not closed.");
                if (header is null)
                    header = HeaderOf(place, cells);
                else if (cells is not [""])
                    contacts.Add(new Row(place, row.LineNumberFrom, header, cells).ToContact());
            }
            return contacts.Count > 0 ? [.. contacts.OrderBy(contact => contact.At)] : throw new WrongCallException($"{path} has no contacts.");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new WrongCallException($"{path} cannot be read: {refused.Message}");
        }
    }

    private static string[] HeaderOf(string place, string[] header)
    {
        if (header.FirstOrDefault(name => !Columns.Contains(name, StringComparer.Ordinal)) is { } unknown)
            throw new WrongCallException($"{place}: '{unknown}' is none of the columns {string.Join(", ", Columns)}.");
        if (NeededColumns.FirstOrDefault(name => !header.Contains(name, StringComparer.Ordinal)) is { } missing)
            throw new WrongCallException($"{place}: the column '{missing}' is missing.");
        return header.Distinct(StringComparer.Ordinal).Count() == header.Length ? header : throw new WrongCallException($"{place}: a column stands there twice.");
    }

    private sealed class Row
    {
        private readonly string _place;
        private readonly int _line;
        private readonly Dictionary<string, string> _cells;

        public Row(string place, int line, string[] header, string[] cells)
        {
            if (cells.Length != header.Length)
                throw new WrongCallException($"{place}: {cells.Length} cells, but the header has {header.Length}.");
            (_place, _line, _cells) = (place, line, header.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
        }

        public RecordedContact ToContact() => new(
            _line, At(), Named("queue", text => Input.Queue(text)), IsDirect ? Media.Call : MediaOf(), IsDirect ? Number() : CallerOf(),
            Seconds("handleSeconds") ?? TimeSpan.Zero, IsDirect ? NoCell<TimeSpan?>("patienceSeconds") : Seconds("patienceSeconds"),
            IsDirect ? NoCell<bool>("callback") : Flag(), IsDirect);

        /// <summary>A callback that was requested without a call is no medium of its own.</summary>
        private bool IsDirect => _cells["media"] == "callback";

        /// <summary>Where the number was withheld the cell is empty.</summary>
        private CallerAddress? CallerOf() => _cells["caller"].Length == 0 ? null : Named("caller", text => Input.Caller(text));

        private CallerAddress Number() =>
            TelephoneNumber.TryNormalize(_cells["caller"]) is { } number ? new CallerAddress(number) : throw Wrong("caller", "no number to call back");

        private T? NoCell<T>(string column) =>
            _cells.GetValueOrDefault(column) is { Length: > 0 } ? throw Wrong(column, "not for a callback that was requested without a call") : default;

        private DateTimeOffset At() =>
            DateTimeOffset.TryParse(_cells["at"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
                ? at
                : throw Wrong("at", "no instant such as 2026-05-04T09:30:00Z");

        private Media MediaOf() => Enum.GetValues<Media>().Cast<Media?>()
            .FirstOrDefault(media => JsonNamingPolicy.CamelCase.ConvertName(media.ToString()!) == _cells["media"]) ?? throw Wrong("media", "none of call, fax, email, callback");

        private T Named<T>(string column, Func<string, T> read)
        {
            try
            {
                return read(_cells[column]);
            }
            catch (ProblemException)
            {
                throw Wrong(column, $"no {column}");
            }
        }

        private TimeSpan? Seconds(string column)
        {
            if (_cells.GetValueOrDefault(column) is not { Length: > 0 } text)
                return null;
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= MaxSeconds
                ? TimeSpan.FromMilliseconds(Math.Round(seconds * 1000))
                : throw Wrong(column, "no number of seconds");
        }

        private bool Flag() => _cells.GetValueOrDefault("callback") switch
        {
            null or "" or "false" or "no" or "0" => false,
            "true" or "yes" or "1" => true,
            _ => throw Wrong("callback", "neither true nor false"),
        };

        private WrongCallException Wrong(string column, string what) => new($"{_place}, column '{column}': '{_cells[column]}' is {what}.");
    }
}
