// The only translation unit that includes Boost.Beast (it takes a minute to compile; keep it so).
// One Connection per socket, plain or TLS; see server.hpp for what is promised.
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <sys/resource.h>

#include <array>
#include <ctime>
#include <map>
#include <optional>
#include <thread>

#include "server/http/event_stream.hpp"
#include "server/http/server.hpp"
#include "server/http/url.hpp"
#include "server/http/wire.hpp"

namespace zhunru::server::http {

namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using tcp = net::ip::tcp;
using boost::system::error_code;

/// What all connections of one server share; used on the network thread only.
struct Shared {
  Handler* handler = nullptr;
  Limits limits;
  std::uint32_t connections = 0;
  std::map<std::string, std::uint32_t> by_address;
  bool stopping = false;
  /// Last, so that it goes first: it destroys the connections that are left, and they still leave.
  net::io_context io{1};

  bool admit(const std::string& peer, bool loopback) {
    if (connections >= limits.connections) return false;
    if (!loopback && by_address[peer] >= limits.connections_per_address) return false;
    ++connections;
    ++by_address[peer];
    return true;
  }
  void leave(const std::string& peer) {
    --connections;
    const auto found = by_address.find(peer);
    if (found != by_address.end() && --found->second == 0) by_address.erase(found);
  }
};

using PlainStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

/// Answers 500 when a handler drops its Reply without calling it: no request hangs for ever.
class ReplyOnce {
 public:
  explicit ReplyOnce(Reply reply) : reply_(std::move(reply)) {}
  ~ReplyOnce() {
    if (reply_) reply_(plain_error(500));
  }
  void send(Response response) {
    if (auto reply = std::exchange(reply_, nullptr)) reply(std::move(response));
  }

 private:
  Reply reply_;
};

template <class Stream>
class Connection : public std::enable_shared_from_this<Connection<Stream>> {
 public:
  template <class... Args>
  Connection(Shared& shared, std::string peer, tcp::socket socket, Args&... args)
      : shared_(shared), peer_(std::move(peer)), stream_(std::move(socket), args...) {}
  ~Connection() { shared_.leave(peer_); }

  void start() {
    if constexpr (secure) {
      lowest().expires_after(std::chrono::seconds(shared_.limits.header_seconds));
      stream_.async_handshake(net::ssl::stream_base::server, [self = this->shared_from_this()](error_code error) {
        if (!error) self->wait_request();
      });
    } else {
      wait_request();
    }
  }

 private:
  static constexpr bool secure = std::is_same_v<Stream, TlsStream>;

  beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }

  void wait_request() {
    if (shared_.stopping) return shut();
    if (buffer_.size() > 0) return read_header();
    ahead_ = 0;
    buffer_.shrink_to_fit();
    lowest().expires_after(std::chrono::seconds(shared_.limits.idle_seconds));
    stream_.async_read_some(buffer_.prepare(1024), [self = this->shared_from_this()](error_code error, std::size_t bytes) {
      if (error) return;
      self->buffer_.commit(bytes);
      self->read_header();
    });
  }

  void read_header() {
    parser_.emplace();
    parser_->header_limit(shared_.limits.header_bytes);
    parser_->body_limit(boost::none);
    lowest().expires_after(std::chrono::seconds(shared_.limits.header_seconds));
    bhttp::async_read_header(stream_, buffer_, *parser_, [self = this->shared_from_this()](error_code error, std::size_t) {
      if (error) return self->refuse(error);
      self->read_body();
    });
  }

  void read_body() {
    const auto& head = parser_->get();
    const auto target = parse_target(std::string_view(head.target().data(), head.target().size()));
    if (!target || (head.version() != 11 && head.version() != 10)) return fail(target ? 505 : 400);
    if (head.version() == 11 && head.count(bhttp::field::host) != 1) return fail(400);
    request_ = Request();
    request_.path = target->path;
    request_.query = target->query;
    request_.method = method_of(head.method());
    const std::uint64_t limit = shared_.handler->body_limit(request_.method, request_.path);
    if (parser_->content_length() && *parser_->content_length() > limit) return fail(413);
    parser_->body_limit(limit);
    const std::uint64_t expected = parser_->content_length().value_or(limit);
    const auto& limits = shared_.limits;
    lowest().expires_after(std::chrono::seconds(limits.body_grace_seconds + expected / limits.body_bytes_per_second));
    bhttp::async_read(stream_, buffer_, *parser_, [self = this->shared_from_this()](error_code error, std::size_t) {
      if (error) return self->refuse(error);
      self->dispatch();
    });
  }

  void dispatch() {
    ahead_ = buffer_.size() > 0 ? ahead_ + 1 : 0;
    if (ahead_ > shared_.limits.pipelined) return fail(400);
    auto message = parser_->release();
    parser_.reset();
    keep_alive_ = message.keep_alive();
    head_only_ = request_.method == Method::head;
    request_.peer = peer_;
    request_.secure = secure;
    request_.body = std::move(message.body());
    for (const auto& field : message) request_.headers.emplace_back(lower_ascii(field.name_string()), field.value());
    lowest().expires_never();
    auto once = std::make_shared<ReplyOnce>([self = this->shared_from_this()](Response response) {
      net::post(self->stream_.get_executor(),
                [self, response = std::move(response)]() mutable { self->answer(std::move(response)); });
    });
    shared_.handler->handle(std::move(request_), [once](Response response) { once->send(std::move(response)); });
  }

  void answer(Response response) {
    if (shared_.stopping) response.close = true;
    keep_alive_ = keep_alive_ && !response.close;
    response_ = std::move(response);
    head_ = wire_head(response_, keep_alive_, std::time(nullptr));
    std::array<net::const_buffer, 2> parts{net::buffer(head_), net::const_buffer()};
    if (!head_only_ && !response_.events) parts[1] = net::buffer(*response_.body);
    if (response_.events && !head_only_) head_ += wire_chunk(*response_.body);
    if (response_.events && !head_only_) parts[0] = net::buffer(head_);
    lowest().expires_after(std::chrono::seconds(shared_.limits.write_seconds));
    net::async_write(stream_, parts, [self = this->shared_from_this()](error_code error, std::size_t) {
      if (error) return;
      if (self->response_.events && !self->head_only_) return self->begin_events();
      self->response_ = Response();
      if (!self->keep_alive_) return self->shut();
      self->wait_request();
    });
  }

  // --- server-sent events: a read that only notices the end, and writes whenever the channel has something

  void begin_events() {
    const std::weak_ptr<Connection> weak = this->weak_from_this();
    const auto executor = stream_.get_executor();
    watch_end();
    response_.events->on_ready([weak, executor] {
      net::post(executor, [weak] {
        if (auto self = weak.lock()) self->pump();
      });
    });
    pump();
  }

  void watch_end() {
    lowest().expires_never();
    stream_.async_read_some(buffer_.prepare(512), [self = this->shared_from_this()](error_code, std::size_t) {
      // The end, or bytes that nobody asked for on a stream: both end it.
      self->response_.events->close();
      self->lowest().close();
    });
  }

  void pump() {
    if (writing_) return;
    chunk_ = wire_chunk(response_.events->take());
    const bool last = response_.events->closed();
    if (last) chunk_ += "0\r\n\r\n";
    if (chunk_.empty()) return;
    writing_ = true;
    lowest().expires_after(std::chrono::seconds(shared_.limits.write_seconds));
    net::async_write(stream_, net::buffer(chunk_), [self = this->shared_from_this(), last](error_code error, std::size_t) {
      self->writing_ = false;
      if (error) self->response_.events->close();
      if (error || last) return self->lowest().close();
      self->pump();
    });
  }

  // --- refusing and closing

  void refuse(error_code error) {
    if (error == bhttp::error::end_of_stream) return shut();
    if (error == beast::error::timeout) return fail(408, false);
    if (error == bhttp::error::header_limit || error == bhttp::error::buffer_overflow) return fail(431);
    if (error == bhttp::error::body_limit) return fail(413);
    if (error.category() == bhttp::make_error_code(bhttp::error::bad_method).category()) return fail(400);
    // The network failed: nobody is there to be answered.
  }

  /// Says so and closes; after a time-out the socket is gone already.
  void fail(int status, bool can_write = true) {
    if (!can_write) return;
    keep_alive_ = false;
    head_only_ = false;
    answer(plain_error(status));
  }

  /// Ends our side, then reads and drops for at most two seconds, so that the answer is not lost to a reset.
  void shut() {
    lowest().expires_after(std::chrono::seconds(2));
    if constexpr (secure) {
      stream_.async_shutdown([self = this->shared_from_this()](error_code) { self->lowest().close(); });
    } else {
      error_code ignored;
      stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
      drain();
    }
  }

  void drain() {
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(4096), [self = this->shared_from_this()](error_code error, std::size_t bytes) {
      self->drained_ += bytes;
      if (error || self->drained_ > (1u << 20)) return self->lowest().close();
      self->drain();
    });
  }

  static Method method_of(bhttp::verb verb) {
    switch (verb) {
      case bhttp::verb::get: return Method::get;
      case bhttp::verb::head: return Method::head;
      case bhttp::verb::post: return Method::post;
      case bhttp::verb::put: return Method::put;
      case bhttp::verb::delete_: return Method::remove;
      default: return Method::other;
    }
  }

  Shared& shared_;
  const std::string peer_;
  Stream stream_;
  beast::flat_buffer buffer_{64u << 10};
  std::optional<bhttp::request_parser<bhttp::string_body>> parser_;
  Request request_;
  Response response_;
  std::string head_;
  std::string chunk_;
  std::uint32_t ahead_ = 0;
  std::size_t drained_ = 0;
  bool keep_alive_ = true;
  bool head_only_ = false;
  bool writing_ = false;
};

class BeastServer final : public Server {
 public:
  BeastServer(const Options& options, Handler& handler) : acceptor_(shared_.io) {
    shared_.handler = &handler;
    shared_.limits = options.limits;
  }

  ~BeastServer() override { stop(); }

  base::Result<void> listen(const Options& options) {
    try {
      if (!options.certificate_chain.empty()) {
        tls_.emplace(net::ssl::context::tls_server);
        tls_->set_options(net::ssl::context::default_workarounds | net::ssl::context::no_tlsv1 |
                          net::ssl::context::no_tlsv1_1);
        tls_->use_certificate_chain(net::buffer(options.certificate_chain));
        tls_->use_private_key(net::buffer(options.private_key), net::ssl::context::pem);
      }
      const tcp::endpoint endpoint(net::ip::make_address(options.address), options.port);
      acceptor_.open(endpoint.protocol());
      acceptor_.set_option(tcp::acceptor::reuse_address(true));
      acceptor_.bind(endpoint);
      acceptor_.listen(1024);
    } catch (const std::exception& error) {
      return base::make_error("listen", "无法在该地址和端口上提供服务;换一个端口再试。",
                              "Cannot listen on this address and port; try another port.",
                              options.address + ":" + std::to_string(options.port) + ": " + error.what());
    }
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
      files.rlim_cur = files.rlim_max;
      setrlimit(RLIMIT_NOFILE, &files);
    }
    accept();
    thread_ = std::thread([this] { shared_.io.run(); });
    return {};
  }

  std::uint16_t port() const override { return acceptor_.local_endpoint().port(); }

  void after(std::int64_t milliseconds, std::function<void()> call) override {
    auto timer = std::make_shared<net::steady_timer>(shared_.io, std::chrono::milliseconds(milliseconds));
    timer->async_wait([timer, call = std::move(call)](error_code error) {
      if (!error) call();
    });
  }

  void stop() override {
    if (!thread_.joinable()) return;
    net::post(shared_.io, [this] {
      shared_.stopping = true;
      error_code ignored;
      acceptor_.close(ignored);
      auto timer = std::make_shared<net::steady_timer>(shared_.io, std::chrono::milliseconds(300));
      timer->async_wait([this, timer](error_code) { shared_.io.stop(); });
    });
    thread_.join();
  }

 private:
  void accept() {
    acceptor_.async_accept([this](error_code error, tcp::socket socket) {
      if (shared_.stopping) return;
      if (error) {
        // Out of descriptors: breathe, then go on.
        return after(100, [this] { accept(); });
      }
      admit(std::move(socket));
      accept();
    });
  }

  void admit(tcp::socket socket) {
    error_code error;
    const auto endpoint = socket.remote_endpoint(error);
    if (error) return;
    const std::string peer = endpoint.address().to_string();
    if (!shared_.admit(peer, endpoint.address().is_loopback())) return;
    socket.set_option(tcp::no_delay(true), error);
    if (tls_) {
      std::make_shared<Connection<TlsStream>>(shared_, peer, std::move(socket), *tls_)->start();
    } else {
      std::make_shared<Connection<PlainStream>>(shared_, peer, std::move(socket))->start();
    }
  }

  Shared shared_;
  std::optional<net::ssl::context> tls_;
  tcp::acceptor acceptor_;
  std::thread thread_;
};

}  // namespace

base::Result<std::unique_ptr<Server>> Server::start(const Options& options, Handler& handler) {
  auto server = std::make_unique<BeastServer>(options, handler);
  ZHUNRU_TRY_VOID(server->listen(options));
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace zhunru::server::http
