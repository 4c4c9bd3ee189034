using System.Globalization;
using System.Text.Json;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Service.Api;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Problems;

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
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new WrongCallException($"{path} cannot be read: {refused.Message}");
        }
        if (lines.Length == 0)
            throw new WrongCallException($"{path}, line 1: a header is expected: {string.Join(",", Columns)}.");
        var header = HeaderOf(path, CsvLine.Split(lines[0]) ?? throw new WrongCallException($"{path}, line 1: a quotation mark is not closed."));
        var contacts = new List<RecordedContact>();
        for (var line = 1; line < lines.Length; line++)
        {
            if (!string.IsNullOrWhiteSpace(lines[line]))
                contacts.Add(new Row(path, line + 1, header, lines[line]).ToContact());
        }
        return contacts.Count > 0 ? [.. contacts.OrderBy(contact => contact.At)] : throw new WrongCallException($"{path} has no contacts.");
    }

    private static string[] HeaderOf(string path, IReadOnlyList<string> cells)
    {
        var header = cells.Select(cell => cell.Trim().TrimStart('\uFEFF')).ToArray();
        if (header.FirstOrDefault(name => !Columns.Contains(name, StringComparer.Ordinal)) is { } unknown)
            throw new WrongCallException($"{path}, line 1: '{unknown}' is none of the columns {string.Join(", ", Columns)}.");
        if (NeededColumns.FirstOrDefault(name => !header.Contains(name, StringComparer.Ordinal)) is { } missing)
            throw new WrongCallException($"{path}, line 1: the column '{missing}' is missing.");
        return header.Distinct(StringComparer.Ordinal).Count() == header.Length ? header : throw new WrongCallException($"{path}, line 1: a column stands there twice.");
    }

    private sealed class Row
    {
        private readonly string _place;
        private readonly int _line;
        private readonly Dictionary<string, string> _cells;

        public Row(string path, int line, string[] header, string text)
        {
            (_place, _line) = ($"{path}, line {line}", line);
            var cells = CsvLine.Split(text) ?? throw new WrongCallException($"{_place}: a quotation mark is not closed.");
            if (cells.Count != header.Length)
                throw new WrongCallException($"{_place}: {cells.Count} cells, but the header has {header.Length}.");
            _cells = header.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second.Trim(), StringComparer.Ordinal);
        }

        public RecordedContact ToContact() => new(
            _line, At(), Named("queue", text => Input.Queue(text)), MediaOf(), CallerOf(),
            Seconds("handleSeconds") ?? TimeSpan.Zero, Seconds("patienceSeconds"), Flag());

        /// <summary>Where the number was withheld the cell is empty.</summary>
        private CallerAddress? CallerOf() => _cells["caller"].Length == 0 ? null : Named("caller", text => Input.Caller(text));

        private DateTimeOffset At() =>
            DateTimeOffset.TryParse(_cells["at"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
                ? at
                : throw Wrong("at", "no instant such as 2026-05-04T09:30:00Z");

        private Media MediaOf() => Enum.GetValues<Media>().Cast<Media?>()
            .FirstOrDefault(media => JsonNamingPolicy.CamelCase.ConvertName(media.ToString()!) == _cells["media"]) ?? throw Wrong("media", "none of call, fax, email");

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
