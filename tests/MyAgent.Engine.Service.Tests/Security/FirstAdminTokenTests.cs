using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.Security;

[IntegrationTests]
public sealed class FirstAdminTokenTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("myagent-").FullName;
    private readonly AccessTokens _tokens = new(new MemoryTokens(), TimeProvider.System);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task The_first_start_writes_an_admin_token_that_its_owner_alone_can_read()
    {
        var path = await FirstAdminToken.EnsureAsync(_tokens, chosen: null, _directory, CancellationToken.None);

        path.ShouldBe(Path.Combine(_directory, "admin.token"));
        _tokens.Find((await File.ReadAllTextAsync(path!)).Trim()).ShouldNotBeNull().Role.ShouldBe("admin");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(path!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_later_start_makes_none()
    {
        await FirstAdminToken.EnsureAsync(_tokens, chosen: null, _directory, CancellationToken.None);
        (await FirstAdminToken.EnsureAsync(_tokens, chosen: null, _directory, CancellationToken.None)).ShouldBeNull();
        _tokens.List().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_start_without_any_valid_token_makes_another()
    {
        await FirstAdminToken.EnsureAsync(_tokens, chosen: null, _directory, CancellationToken.None);
        await _tokens.RevokeAsync(_tokens.List()[0].Id, CancellationToken.None);
        (await FirstAdminToken.EnsureAsync(_tokens, chosen: null, _directory, CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_chosen_token_is_let_in_and_no_file_is_written()
    {
        const string Chosen = "a-token-that-is-long-enough";
        (await FirstAdminToken.EnsureAsync(_tokens, Chosen, _directory, CancellationToken.None)).ShouldBeNull();
        _tokens.Find(Chosen).ShouldNotBeNull().Role.ShouldBe("admin");
        Directory.GetFiles(_directory).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("passwordpasswordpassword")]
    [InlineData("change-me-change-me-change-me")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("AdminAdminAdmin1234567890!")]
    [InlineData("135791357913579135791357913579")]
    public void A_chosen_token_that_repeats_itself_or_counts_is_refused_with_the_rule(string chosen) =>
        Should.Throw<ArgumentException>(() => FirstAdminToken.Check(chosen)).Message.ShouldContain("it must be worth 80 bits");

    [Theory]
    [InlineData("k3Zb9QwXr7TfLm2Vh8Ny5PcJ")]
    [InlineData("0f4a9c1e7b36d2850f9e3c6a1d7b4e82")]
    [InlineData("the-admin-token-of-all-nodes")]
    public void A_chosen_token_that_was_drawn_or_has_many_words_is_taken(string chosen) => FirstAdminToken.Check(chosen);

    [Theory]
    [InlineData("short")]
    [InlineData("a token with spaces that is long enough")]
    public async Task A_chosen_token_that_is_too_short_or_fits_no_header_is_refused(string chosen) =>
        await Should.ThrowAsync<ArgumentException>(() => FirstAdminToken.EnsureAsync(_tokens, chosen, _directory, CancellationToken.None));
}
